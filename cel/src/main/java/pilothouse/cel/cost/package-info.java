/// What an expression may cost at most, told from its text and the sizes that schemas allow.
@NullMarked
package pilothouse.cel.cost;

import org.jspecify.annotations.NullMarked;
