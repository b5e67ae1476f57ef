/// The chain that answers requests: the built-in resources with all that their handlers need, in front of what else is served.
@NullMarked
package pilothouse.app.chain;

import org.jspecify.annotations.NullMarked;
