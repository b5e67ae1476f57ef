/// From a text to a checked tree of expressions: the declarations of the language, its macros, its type checker and the texts of its findings.
@NullMarked
package pilothouse.cel.compile;

import org.jspecify.annotations.NullMarked;
