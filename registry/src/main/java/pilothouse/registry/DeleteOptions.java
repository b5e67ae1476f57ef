package pilothouse.registry;

import java.util.Optional;
import java.util.OptionalLong;

/// How a client wants an object deleted.
///
/// Source: apimachinery `pkg/apis/meta/v1/types.go`, `DeleteOptions`.
///
/// @param gracePeriodSeconds empty for what the object itself says
/// @param orphanDependents the old form of `propagation`
public record DeleteOptions(
    OptionalLong gracePeriodSeconds,
    Preconditions preconditions,
    Optional<Boolean> orphanDependents,
    Optional<Propagation> propagation) {
  public static final DeleteOptions NONE =
      new DeleteOptions(
          OptionalLong.empty(), Preconditions.NONE, Optional.empty(), Optional.empty());

  /// What becomes of the dependents.
  public enum Propagation {
    ORPHAN("Orphan"),
    BACKGROUND("Background"),
    FOREGROUND("Foreground");

    private final String text;

    Propagation(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public DeleteOptions withGrace(long seconds) {
    return new DeleteOptions(
        OptionalLong.of(seconds), preconditions, orphanDependents, propagation);
  }
}
