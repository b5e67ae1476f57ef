/// JSON between bytes and trees, with Go's texts for what is wrong and Go's form for what is written.
@NullMarked
package pilothouse.api.json;

import org.jspecify.annotations.NullMarked;
