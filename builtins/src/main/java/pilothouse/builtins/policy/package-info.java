/// What the kinds of `policy` do beyond what every kind does.
@NullMarked
package pilothouse.builtins.policy;

import org.jspecify.annotations.NullMarked;
