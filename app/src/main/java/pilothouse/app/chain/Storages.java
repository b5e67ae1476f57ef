package pilothouse.app.chain;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.GroupResource;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StorageSpec;
import pilothouse.storage.Store;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.SelectableField;
import pilothouse.storage.cache.StoredForm;
import pilothouse.storage.cache.StoredResource;
import pilothouse.storage.cache.WindowLimits;

/// One storage, with its cache, for each resource that is stored; the versions of a resource share it.
final class Storages implements AutoCloseable {
  /// What every key begins with: upstream's default.
  private static final String ROOT = "/registry/";

  private final Map<String, ObjectStorage> byPrefix = new HashMap<>();
  private final Map<GroupResource, ObjectStorage> byResource = new HashMap<>();

  Storages(Store store, List<ResourceDefinition> definitions) {
    var sharing = new LinkedHashMap<String, Map<String, ResourceDefinition>>();
    for (ResourceDefinition definition : definitions)
      definition
          .storage()
          .ifPresent(spec ->
              sharing
                  .computeIfAbsent(spec.prefix(), _ -> new LinkedHashMap<>())
                  .put(definition.kind().apiVersion(), definition));
    sharing.forEach(
        (prefix, versions) -> byPrefix.put(prefix, storage(store, prefix, versions.values())));
    for (ResourceDefinition definition : definitions)
      of(definition).ifPresent(storage -> byResource.put(definition.groupResource(), storage));
  }

  private static ObjectStorage storage(
      Store store, String prefix, Collection<ResourceDefinition> versions) {
    var fields = new LinkedHashMap<String, SelectableField>();
    for (ResourceDefinition version : versions)
      for (var field : version.selectableFields())
        fields.put(
            field.label(),
            new SelectableField(field.label(), List.of(field.path()), field.absent()));
    boolean namespaced = versions.iterator().next().namespaced();
    var resource =
        new StoredResource(
            ROOT + prefix + "/", namespaced, List.copyOf(fields.values()), StoredForm.JSON);
    return new ObjectStorage(store, resource, WindowLimits.DEFAULT);
  }

  /// Empty for a resource that is not stored.
  Optional<ObjectStorage> of(ResourceDefinition definition) {
    return definition.storage().map(StorageSpec::prefix).map(byPrefix::get);
  }

  ObjectStorage of(GroupResource resource) {
    var storage = byResource.get(resource);
    if (storage == null) throw new IllegalArgumentException(resource + " is not stored");
    return storage;
  }

  @Override
  public void close() {
    byPrefix.values().forEach(ObjectStorage::close);
  }
}
