package pilothouse.registry;

import java.util.Set;
import pilothouse.api.GroupVersionKind;

/// A part of an object with verbs of its own.
///
/// @param name as in the path: `status`, `scale`, `eviction`
/// @param kind what is sent and answered: the object's own kind for `status`, `autoscaling/v1 Scale` for `scale`
/// @param verbs as discovery lists them
/// @param action what it does
public record Subresource(String name, GroupVersionKind kind, Set<Verb> verbs, Action action) {

  /// What a subresource does. The REST layer knows how to carry out the first two; the others bring their own code.
  public sealed interface Action {
    /// Reads and writes the object itself, under another strategy (`status`, `ephemeralcontainers`, `approval`, `finalize` …).
    record Part(Strategy strategy) implements Action {}

    /// The `scale` view: where the replicas and the selector stand in the object.
    record Scale(ScaleView view) implements Action {}

    /// Code of its own, found by the server under this name (`pods/eviction`, `pods/binding`, `serviceaccounts/token`, `pods/log` …).
    record Custom(String name) implements Action {}
  }
}
