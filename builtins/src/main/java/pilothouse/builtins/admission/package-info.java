/// The admission plugins that are on by default and need nothing but stored objects.
@NullMarked
package pilothouse.builtins.admission;

import org.jspecify.annotations.NullMarked;
