/// HTTP as handlers see it: a call in, a response out; and the server that speaks it.
@NullMarked
package pilothouse.server.http;

import org.jspecify.annotations.NullMarked;
