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
    String key = registry.key(namespace, name);
    // What was made a moment ago through another server need not have been told here.
    return registry.cache().told().get(key).or(() -> registry.cache().get(key)).map(registry::tree);
  }

  @Override
  public List<ObjectNode> list(String path, String namespace) {
    StoredRegistry registry = resources.stored(path);
    Selection selection = namespace.isEmpty() ? Selection.ALL : Selection.namespace(namespace);
    return registry.cache().told().list(selection, "", 0).items().stream()
        .map(registry::tree)
        .toList();
  }
}
