/// The command line: upstream's flags by name, and what they set as records.
@NullMarked
package pilothouse.app.flags;

import org.jspecify.annotations.NullMarked;
