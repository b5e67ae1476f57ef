/// Label and field selectors: their syntax, their refusals in upstream's words, and what they match.
@NullMarked
package pilothouse.api.selector;

import org.jspecify.annotations.NullMarked;
