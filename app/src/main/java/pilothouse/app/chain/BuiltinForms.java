package pilothouse.app.chain;

import java.util.List;
import pilothouse.api.GroupResource;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.apiextensions.definition.StoredDefinitions;
import pilothouse.registry.ProtobufForm;
import pilothouse.registry.ResourceDefinition;
import pilothouse.storage.cache.Layout;
import pilothouse.storage.cache.StoredForm;

/// The forms of built-in resources: protobuf or JSON, as is asked for. Custom resources, and what defines APIs, are JSON
/// always: so upstream has it.
///
/// @param shared whether upstream may use the same store: then definitions of custom resources have the version that it keeps them in
record BuiltinForms(
    List<ResourceDefinition> definitions, TypeLibrary types, boolean protobuf, boolean shared)
    implements Layout.Forms {
  private static final String DEFINITIONS = "apiextensions.k8s.io";
  private static final String SERVICES = "apiregistration.k8s.io";

  @Override
  public StoredForm of(GroupResource resource, StoredForm plain) {
    if (resource.group().equals(SERVICES)) return plain;
    if (resource.group().equals(DEFINITIONS)) return new StoredDefinitions(shared);
    var served =
        definitions.stream().filter(definition -> isStoredAs(definition, resource)).toList();
    if (served.isEmpty()) return plain;
    return new ProtobufForm(served, type(served.getFirst()), types, protobuf);
  }

  /// A version that is stored and published nowhere, as admission policies' v1beta1, has the messages of the served one.
  private StructType type(ResourceDefinition served) {
    return types.type(served.storage().orElseThrow().kind()).orElse(served.type());
  }

  private static boolean isStoredAs(ResourceDefinition definition, GroupResource resource) {
    return definition.names().plural().equals(resource.resource())
        && definition.storage().filter(s -> s.kind().group().equals(resource.group())).isPresent();
  }
}
