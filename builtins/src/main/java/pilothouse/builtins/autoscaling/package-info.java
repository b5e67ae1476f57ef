/// What the kinds of `autoscaling` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.autoscaling;

import org.jspecify.annotations.NullMarked;
