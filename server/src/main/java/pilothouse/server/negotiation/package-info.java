/// What a client asks for besides the resource: media types, indentation; and the refusals of requests that match no route.
@NullMarked
package pilothouse.server.negotiation;

import org.jspecify.annotations.NullMarked;
