/// Strategies of the kinds of the group apps.
@NullMarked
package pilothouse.builtins.apps;

import org.jspecify.annotations.NullMarked;
