/// What the kinds of `discovery.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.discovery;

import org.jspecify.annotations.NullMarked;
