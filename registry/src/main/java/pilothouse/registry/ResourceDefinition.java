package pilothouse.registry;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.GroupResource;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.GroupVersionResource;
import pilothouse.api.schema.StructType;

/// All that is known of one resource in one version. Routing, discovery, OpenAPI, tables and the REST handlers read this record and nothing else.
///
/// A resource that is served in several versions has one definition a version; they share their [StorageSpec].
///
/// @param storage empty for kinds that are never stored (reviews, bindings, componentstatuses)
/// @param created what a virtual kind answers to a create, by the name under which the server finds the code; empty for stored kinds
/// @param deprecation the warning that every use of it carries; empty for none
/// @param listKind the kind of its lists
public record ResourceDefinition(
    GroupVersionKind kind,
    ResourceNames names,
    boolean namespaced,
    Set<Verb> verbs,
    StructType type,
    Optional<StorageSpec> storage,
    StorageSpec.Conversion conversion,
    List<SelectableField> selectableFields,
    TableColumns columns,
    Strategy strategy,
    List<Subresource> subresources,
    String created,
    String deprecation,
    String listKind) {

  public ResourceDefinition {
    verbs = Set.copyOf(verbs);
    selectableFields = List.copyOf(selectableFields);
    subresources = List.copyOf(subresources);
  }

  /// Whether a CustomResourceDefinition made it.
  public boolean custom() {
    return !conversion.form().isEmpty();
  }

  public GroupVersion groupVersion() {
    return kind.groupVersion();
  }

  public GroupVersionResource resource() {
    return groupVersion().resource(names.plural());
  }

  public GroupResource groupResource() {
    return new GroupResource(kind.group(), names.plural());
  }

  /// A definition whose lists are called as almost all are: by the kind and `List`.
  public ResourceDefinition(
      GroupVersionKind kind,
      ResourceNames names,
      boolean namespaced,
      Set<Verb> verbs,
      StructType type,
      Optional<StorageSpec> storage,
      StorageSpec.Conversion conversion,
      List<SelectableField> selectableFields,
      TableColumns columns,
      Strategy strategy,
      List<Subresource> subresources,
      String created,
      String deprecation) {
    this(
        kind,
        names,
        namespaced,
        verbs,
        type,
        storage,
        conversion,
        selectableFields,
        columns,
        strategy,
        subresources,
        created,
        deprecation,
        kind.kind() + "List");
  }

  public Optional<Subresource> subresource(String name) {
    return subresources.stream().filter(s -> s.name().equals(name)).findFirst();
  }
}
