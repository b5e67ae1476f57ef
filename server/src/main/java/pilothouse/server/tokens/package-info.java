/// Service account tokens: signed here, and checked when they come back.
@NullMarked
package pilothouse.server.tokens;

import org.jspecify.annotations.NullMarked;
