/// What the kinds of `resource.k8s.io` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.resource;

import org.jspecify.annotations.NullMarked;
