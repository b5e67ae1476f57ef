package pilothouse.builtins;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.registry.ResourceNames;
import pilothouse.registry.SelectableField;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.Verb;

/// One resource as `resources.txt` tells it.
record ResourceEntry(
    GroupVersion version,
    ResourceNames names,
    String kind,
    boolean namespaced,
    Set<Verb> verbs,
    Optional<StorageSpec> storage,
    List<Part> parts,
    List<SelectableField> fields,
    String deprecation) {

  /// A subresource. `action` is `part`, `scale` or `custom`.
  record Part(String name, GroupVersionKind kind, Set<Verb> verbs, String action) {}

  ResourceEntry {
    parts = List.copyOf(parts);
    fields = List.copyOf(fields);
  }

  /// The name of this resource in paths, such as `apps/v1/deployments`.
  String path() {
    return version + "/" + names.plural();
  }
}
