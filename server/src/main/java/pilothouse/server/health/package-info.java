/// Whether the server lives and is ready, and the small texts about itself that it tells.
@NullMarked
package pilothouse.server.health;

import org.jspecify.annotations.NullMarked;
