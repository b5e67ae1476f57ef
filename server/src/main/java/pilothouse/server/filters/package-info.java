/// What every request goes through before a handler sees it, one file a filter.
@NullMarked
package pilothouse.server.filters;

import org.jspecify.annotations.NullMarked;
