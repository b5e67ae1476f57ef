/// Checks and edits that strategies of many kinds share.
@NullMarked
package pilothouse.builtins.meta;

import org.jspecify.annotations.NullMarked;
