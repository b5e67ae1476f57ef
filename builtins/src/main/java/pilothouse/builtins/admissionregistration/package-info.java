/// What the kinds of `admissionregistration.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.admissionregistration;

import org.jspecify.annotations.NullMarked;
