package pilothouse.apiextensions;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.DefinitionStatus;
import pilothouse.registry.Change;
import pilothouse.registry.Saved;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.WriteCheck;
import pilothouse.registry.WriteContext;
import pilothouse.registry.fields.FieldManager;
import pilothouse.registry.fields.FieldSet;
import pilothouse.registry.fields.Versions;

/// Writes the status of definitions as the server itself.
final class StatusWriter {
  private static final String MANAGER = "kube-apiserver";

  private final StoredRegistry registry;
  private final Clock clock;
  private final DefinitionStatus strategy = new DefinitionStatus();
  private final FieldManager fields;

  StatusWriter(StoredRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    var definition = registry.definition();
    var versions = Versions.only(definition.kind().apiVersion(), definition.type());
    this.fields =
        new FieldManager(
            definition.type(),
            definition.kind(),
            "status",
            FieldSet.ofPaths(strategy.resetFields()),
            versions,
            clock);
  }

  /// The context of what the server does for itself.
  static WriteContext context(String namespace, Clock clock) {
    return new WriteContext(
        namespace,
        "system:apiserver",
        "",
        List.of("system:masters"),
        Map.of(),
        false,
        clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /// Changes a definition; nothing is written where the change gives back the very same object.
  ///
  /// @return the revision at which something was written; empty too where it is gone
  OptionalLong update(String name, UnaryOperator<ObjectNode> change) {
    var written = new AtomicBoolean();
    Change update =
        existing -> {
          ObjectNode before = existing.orElseThrow();
          ObjectNode after = change.apply(before);
          written.set(after != before);
          return after == before ? before : fields.update(before, after, MANAGER);
        };
    try {
      Saved saved = registry.update(name, update, strategy, context("", clock), WriteCheck.NONE);
      if (!written.get() || saved.stored().isEmpty()) return OptionalLong.empty();
      return OptionalLong.of(saved.stored().get().revision());
    } catch (ApiException e) {
      if (e.status().code() == 404) return OptionalLong.empty();
      throw e;
    }
  }
}
