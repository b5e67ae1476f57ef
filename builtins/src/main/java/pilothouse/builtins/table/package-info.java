/// The server-side tables of the built-in kinds: their columns, and how a row is made of an object.
@NullMarked
package pilothouse.builtins.table;

import org.jspecify.annotations.NullMarked;
