/// The values that expressions compute with, how they compare, order, print and convert.
@NullMarked
package pilothouse.cel.value;

import org.jspecify.annotations.NullMarked;
