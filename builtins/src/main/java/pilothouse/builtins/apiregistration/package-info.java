/// What the kinds of `apiregistration.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.apiregistration;

import org.jspecify.annotations.NullMarked;
