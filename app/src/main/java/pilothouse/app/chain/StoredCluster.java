package pilothouse.app.chain;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.admission.Cluster;
import pilothouse.registry.StoredRegistry;
import pilothouse.storage.cache.Selection;

/// The stored objects as admission looks them up.
final class StoredCluster implements Cluster {
  private final BuiltinResources resources;

  StoredCluster(BuiltinResources resources) {
    this.resources = resources;
  }

  @Override
  public Optional<ObjectNode> get(String path, String namespace, String name) {
    StoredRegistry registry = resources.stored(path);
    return registry.cache().get(registry.key(namespace, name)).map(registry::tree);
  }

  @Override
  public List<ObjectNode> list(String path, String namespace) {
    StoredRegistry registry = resources.stored(path);
    Selection selection = namespace.isEmpty() ? Selection.ALL : Selection.namespace(namespace);
    return registry.cache().fresh().list(selection, "", 0).items().stream()
        .map(registry::tree)
        .toList();
  }
}
