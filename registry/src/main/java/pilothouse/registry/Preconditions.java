package pilothouse.registry;

import java.util.Optional;

/// What the stored object must be for a write to go ahead.
public record Preconditions(Optional<String> uid, Optional<String> resourceVersion) {
  public static final Preconditions NONE = new Preconditions(Optional.empty(), Optional.empty());

  public static Preconditions uid(String uid) {
    return uid.isEmpty() ? NONE : new Preconditions(Optional.of(uid), Optional.empty());
  }
}
