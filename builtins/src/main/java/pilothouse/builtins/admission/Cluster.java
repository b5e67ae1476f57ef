package pilothouse.builtins.admission;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// What plugins may look up.
public interface Cluster {
  /// An object as it is now.
  ///
  /// @param path of the resource: `v1/namespaces`, `scheduling.k8s.io/v1/priorityclasses`
  /// @param namespace empty for cluster-scoped resources
  Optional<ObjectNode> get(String path, String namespace, String name);

  /// All objects of a namespace, or of a cluster-scoped resource, in order of their names.
  List<ObjectNode> list(String path, String namespace);
}
