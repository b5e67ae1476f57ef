/// The built-in groups: what each resource is, read from `resources.txt`, and how it is wired to its strategy and its table.
@NullMarked
package pilothouse.builtins;

import org.jspecify.annotations.NullMarked;
