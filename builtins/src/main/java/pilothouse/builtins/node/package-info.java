/// What the kinds of `node.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.node;

import org.jspecify.annotations.NullMarked;
