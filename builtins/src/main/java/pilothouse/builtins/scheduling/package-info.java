/// What the kinds of `scheduling.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.scheduling;

import org.jspecify.annotations.NullMarked;
