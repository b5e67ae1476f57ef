/// Strategies of the kinds of the group batch.
@NullMarked
package pilothouse.builtins.batch;

import org.jspecify.annotations.NullMarked;
