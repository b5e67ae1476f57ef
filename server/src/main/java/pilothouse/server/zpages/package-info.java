/// Pages about the running process, for people who look for a fault: `/statusz`, `/flagz`, `/debug`.
@NullMarked
package pilothouse.server.zpages;

import org.jspecify.annotations.NullMarked;
