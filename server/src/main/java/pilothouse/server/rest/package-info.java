/// REST over resources: which endpoint a path means, and one handler a verb.
///
/// A create runs: [DelegationChain] → [ResourceLayer] → [ResourceEndpoint] → [CreateHandler] → admission → the registry → [Answers].
@NullMarked
package pilothouse.server.rest;

import org.jspecify.annotations.NullMarked;
