/// Objects as clients show them: rows of a `Table`, and metadata alone.
@NullMarked
package pilothouse.server.table;

import org.jspecify.annotations.NullMarked;
