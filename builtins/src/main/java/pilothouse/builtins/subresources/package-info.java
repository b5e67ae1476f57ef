/// Subresources with code of their own: binding a pod to a node, evicting it, asking for a token.
@NullMarked
package pilothouse.builtins.subresources;

import org.jspecify.annotations.NullMarked;
