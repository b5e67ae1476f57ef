package pilothouse.builtins.subresources;

import pilothouse.registry.Strategy;

/// The strategy of the server's own changes: what is given is stored.
enum AsGiven implements Strategy {
  INSTANCE
}
