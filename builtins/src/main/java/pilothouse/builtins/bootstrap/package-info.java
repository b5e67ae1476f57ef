/// What a cluster is born with: namespaces, policy, priorities, the `kubernetes` service, the server's own lease, and the keys by which
/// servers on one etcd find each other.
@NullMarked
package pilothouse.builtins.bootstrap;

import org.jspecify.annotations.NullMarked;
