/// What the kinds of `certificates.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.certificates;

import org.jspecify.annotations.NullMarked;
