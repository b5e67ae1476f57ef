/// What the kinds of `rbac.authorization.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.rbac;

import org.jspecify.annotations.NullMarked;
