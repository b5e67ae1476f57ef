package pilothouse.server.rbac;

import java.util.List;
import java.util.Optional;

/// The roles and bindings there are, at this moment.
interface Roles {
  List<Binding> clusterBindings();

  List<Binding> bindings(String namespace);

  /// The rules of a Role, or with an empty namespace of a ClusterRole; empty where there is none of that name.
  Optional<List<Rule>> rules(String namespace, String name);
}
