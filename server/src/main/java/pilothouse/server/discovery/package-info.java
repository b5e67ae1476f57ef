/// What the server serves, told to clients: groups, versions, resources; all of it computed from the resource definitions.
@NullMarked
package pilothouse.server.discovery;

import org.jspecify.annotations.NullMarked;
