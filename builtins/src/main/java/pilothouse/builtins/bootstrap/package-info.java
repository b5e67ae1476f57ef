/// What a cluster is born with: namespaces, policy, priorities, the `kubernetes` service, and the server's own lease.
@NullMarked
package pilothouse.builtins.bootstrap;

import org.jspecify.annotations.NullMarked;
