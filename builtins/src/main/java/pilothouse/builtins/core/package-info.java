/// Strategies of the kinds of the core group.
@NullMarked
package pilothouse.builtins.core;

import org.jspecify.annotations.NullMarked;
