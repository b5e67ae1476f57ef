/// Strategies of the kinds of the group coordination.k8s.io.
@NullMarked
package pilothouse.builtins.coordination;

import org.jspecify.annotations.NullMarked;
