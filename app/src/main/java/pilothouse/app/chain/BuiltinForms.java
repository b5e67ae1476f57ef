package pilothouse.app.chain;

import java.util.List;
import java.util.Set;
import pilothouse.api.GroupResource;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.registry.ProtobufForm;
import pilothouse.registry.ResourceDefinition;
import pilothouse.storage.cache.Layout;
import pilothouse.storage.cache.StoredForm;

/// The forms of built-in resources: protobuf or JSON, as is asked for. Custom resources, and what defines APIs, are JSON
/// always: so upstream has it.
record BuiltinForms(List<ResourceDefinition> definitions, TypeLibrary types, boolean protobuf)
    implements Layout.Forms {
  private static final Set<String> JSON_GROUPS =
      Set.of("apiregistration.k8s.io", "apiextensions.k8s.io");

  @Override
  public StoredForm of(GroupResource resource, StoredForm plain) {
    if (JSON_GROUPS.contains(resource.group())) return plain;
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
