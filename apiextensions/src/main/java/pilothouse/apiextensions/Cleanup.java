package pilothouse.apiextensions;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Conditions;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.apiextensions.definition.DefinitionStrategy;
import pilothouse.apiextensions.resource.ServedDefinitions;
import pilothouse.registry.DeleteOptions;
import pilothouse.registry.Metadata;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.WriteCheck;
import pilothouse.storage.cache.CacheWatch;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.Selection;
import pilothouse.storage.cache.Snapshot;

/// Deletes the objects of a definition that is being deleted, waits until they are gone, and lets the definition go.
///
/// Source: apiextensions-apiserver `pkg/controller/finalizer/crd_finalizer.go`.
final class Cleanup {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Catalog catalog;
  private final ServedDefinitions served;
  private final StatusWriter status;
  private final Clock clock;

  Cleanup(Catalog catalog, ServedDefinitions served, StatusWriter status, Clock clock) {
    this.catalog = catalog;
    this.served = served;
    this.status = status;
    this.clock = clock;
  }

  void run(String name) throws InterruptedException {
    Optional<Definition> definition = catalog.find(name);
    if (definition.isEmpty()) return;
    if (!definition.get().established()) {
      finish(name, "NeverEstablished", "resource was never established");
      return;
    }
    terminating(name, "InstanceDeletionInProgress", "CustomResource deletion is in progress");
    StoredRegistry registry = served.of(definition.get()).stored();
    Snapshot all = registry.cache().fresh();
    try (CacheWatch watch = registry.cache().watch(all, Selection.ALL)) {
      delete(registry, all.list(Selection.ALL, "", 0).items());
      awaitEmpty(registry, watch);
    }
    finish(name, "InstanceDeletionCompleted", "removed all instances");
  }

  private void delete(StoredRegistry registry, List<CachedObject> objects) {
    for (CachedObject object : objects)
      try {
        var context = StatusWriter.context(object.namespace(), clock);
        registry.delete(object.name(), DeleteOptions.NONE, context, WriteCheck.NONE);
      } catch (ApiException e) {
        if (e.status().code() != 404) throw e;
      }
  }

  /// Objects with finalizers go when those who hold them let them.
  private static void awaitEmpty(StoredRegistry registry, CacheWatch watch)
      throws InterruptedException {
    while (registry.cache().fresh().size() > 0)
      switch (watch.next(PATIENCE)) {
        case CacheWatch.Next.Events _, CacheWatch.Next.Quiet _ -> {}
        case CacheWatch.Next.Ended _ ->
            throw ApiException.internal("the watch of what is deleted ended");
      }
  }

  private void terminating(String name, String reason, String message) {
    status.update(
        name,
        crd ->
            Conditions.with(crd, Conditions.TERMINATING, true, reason, message, clock.instant()));
  }

  private void finish(String name, String reason, String message) {
    status.update(
        name,
        crd ->
            released(
                Conditions.with(
                    crd, Conditions.TERMINATING, false, reason, message, clock.instant())));
  }

  private static ObjectNode released(ObjectNode crd) {
    List<String> left =
        Metadata.finalizers(crd).stream()
            .filter(finalizer -> !finalizer.equals(DefinitionStrategy.CLEANUP))
            .toList();
    return Metadata.withFinalizers(crd, left);
  }
}
