/// The program: from the command line to a running server.
@NullMarked
package pilothouse.app;

import org.jspecify.annotations.NullMarked;
