/// `./pilothouse bench`: what a server, and the store below it, cost and achieve. Drives through the front door only, so it measures any API
/// server that a kubeconfig leads to.
@NullMarked
package pilothouse.app.bench;

import org.jspecify.annotations.NullMarked;
