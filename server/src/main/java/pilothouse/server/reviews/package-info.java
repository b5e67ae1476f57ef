/// The kinds that ask the server something instead of storing: who am I, may I, may they, whose token is this.
@NullMarked
package pilothouse.server.reviews;

import org.jspecify.annotations.NullMarked;
