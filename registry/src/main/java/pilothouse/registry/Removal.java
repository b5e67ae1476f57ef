package pilothouse.registry;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.ObjectOutcome;

/// Deletes objects of one resource, or marks those that have to wait: for finalizers, or for a pod to stop.
///
/// Source of the rules: apiserver `pkg/registry/generic/registry/store.go` and `pkg/registry/rest/delete.go`.
final class Removal {
  private final ResourceDefinition definition;
  private final ResourceStore store;

  Removal(ResourceDefinition definition, ResourceStore store) {
    this.definition = definition;
    this.store = store;
  }

  Removed delete(String name, DeleteOptions options, WriteContext context, WriteCheck check) {
    String key = store.key(context.namespace(), name);
    String warning = definition.strategy().deletion().warning(options);
    if (!warning.isEmpty()) check.warn(warning);
    while (true) {
      CachedObject current =
          store.get(key).orElseThrow(() -> ApiException.notFound(definition.groupResource(), name));
      Optional<Removed> removed = attempt(key, current, options, context, check);
      if (removed.isPresent()) return removed.get();
    }
  }

  /// Empty where another write came between.
  private Optional<Removed> attempt(
      String key,
      CachedObject current,
      DeleteOptions options,
      WriteContext context,
      WriteCheck check) {
    ObjectNode old = store.tree(current);
    Optional<ObjectNode> waits = definition.strategy().deleting(old, context);
    if (waits.isPresent()) {
      requireOfResource(old, options.preconditions());
      check.check(Optional.empty(), Optional.of(old));
      return mark(key, current, waits.get(), context);
    }
    checkPreconditions(old, options.preconditions());
    Graceful graceful = graceful(old, positive(options), context.now());
    if (graceful.pending()) return Optional.of(waiting(old, Optional.of(current)));
    check.check(Optional.empty(), Optional.of(old));
    ObjectNode marked =
        Finalizers.forDelete(graceful.object(), options, definition.strategy().deletion());
    boolean kept = !Metadata.finalizers(marked).isEmpty() || definition.strategy().held(marked);
    if (graceful.seconds() > 0) return mark(key, current, marked, context);
    if (kept) return mark(key, current, deleting(marked, context.now()), context);
    return graceful.marks()
        ? markAndRemove(key, current, marked, context)
        : remove(key, current, old, context);
  }

  /// A kind that stops gracefully shows that it goes before it is gone, even when it may go at once.
  private Optional<Removed> markAndRemove(
      String key, CachedObject current, ObjectNode marked, WriteContext context) {
    if (context.dryRun()) return Optional.of(new Removed(marked, Optional.empty(), true, true));
    return switch (store.update(key, store.bytes(marked), current.revision())) {
      case ObjectOutcome.Written(var stored) ->
          remove(key, stored, store.at(marked, stored), context);
      case ObjectOutcome.Lost _ -> Optional.empty();
    };
  }

  private void checkPreconditions(ObjectNode old, Preconditions wanted) {
    String group = definition.strategy().refusalGroup(definition.kind().group());
    var kind = new GroupResource(group, definition.kind().kind());
    String name = Metadata.name(old);
    String uid = Metadata.uid(old);
    if (wanted.uid().isPresent() && !wanted.uid().get().equals(uid))
      throw ApiException.conflict(
          kind,
          name,
          "the UID in the precondition ("
              + wanted.uid().get()
              + ") does not match the UID in record ("
              + uid
              + "). The object might have been deleted and then recreated");
    String version = Metadata.text(old, Metadata.RESOURCE_VERSION);
    if (wanted.resourceVersion().isPresent() && !wanted.resourceVersion().get().equals(version))
      throw ApiException.conflict(
          kind,
          name,
          "the ResourceVersion in the precondition ("
              + wanted.resourceVersion().get()
              + ") does not match the ResourceVersion in record ("
              + version
              + "). The object might have been modified");
  }

  private void requireOfResource(ObjectNode old, Preconditions wanted) {
    requireSame("UID", wanted.uid(), Metadata.uid(old), old);
    String version = Metadata.text(old, Metadata.RESOURCE_VERSION);
    requireSame("ResourceVersion", wanted.resourceVersion(), version, old);
  }

  private void requireSame(String what, Optional<String> wanted, String found, ObjectNode old) {
    if (wanted.isEmpty() || wanted.get().equals(found)) return;
    throw ApiException.conflict(
        definition.groupResource(),
        Metadata.name(old),
        "Precondition failed: "
            + what
            + " in precondition: "
            + wanted.get()
            + ", "
            + what
            + " in object meta: "
            + found);
  }

  private static OptionalLong positive(DeleteOptions options) {
    OptionalLong asked = options.gracePeriodSeconds();
    return asked.isPresent() && asked.getAsLong() < 0 ? OptionalLong.of(1) : asked;
  }

  /// How a kind that stops gracefully takes a delete.
  ///
  /// @param pending it is stopping already and nothing changes
  /// @param marks whether it has to be stored that it goes
  /// @param seconds until it may go; 0 for kinds without grace
  private record Graceful(ObjectNode object, boolean pending, boolean marks, long seconds) {}

  private Graceful graceful(ObjectNode old, OptionalLong asked, Instant now) {
    Optional<Deletion.Grace> grace = definition.strategy().deletion().grace();
    if (grace.isEmpty()) return new Graceful(old, false, false, 0);
    if (Metadata.deleting(old)) return shortened(old, asked);
    long seconds = grace.get().seconds(old, asked);
    ObjectNode out =
        Metadata.with(old, Metadata.DELETION_TIMESTAMP, Creation.time(now.plusSeconds(seconds)));
    out = Metadata.with(out, Metadata.DELETION_GRACE_PERIOD_SECONDS, seconds);
    return new Graceful(grown(out), false, true, seconds);
  }

  /// A second delete may only shorten the grace that the first one gave.
  private static Graceful shortened(ObjectNode old, OptionalLong asked) {
    long running = Metadata.get(old, Metadata.DELETION_GRACE_PERIOD_SECONDS).number(0);
    if (running == 0) return new Graceful(old, false, false, 0);
    if (asked.isEmpty() || asked.getAsLong() >= running)
      return new Graceful(old, true, false, running);
    Instant end = Instant.parse(Metadata.text(old, Metadata.DELETION_TIMESTAMP));
    ObjectNode out =
        Metadata.with(
            old,
            Metadata.DELETION_TIMESTAMP,
            Creation.time(end.minusSeconds(running - asked.getAsLong())));
    out = Metadata.with(out, Metadata.DELETION_GRACE_PERIOD_SECONDS, asked.getAsLong());
    return new Graceful(out, false, true, asked.getAsLong());
  }

  private static ObjectNode grown(ObjectNode object) {
    long generation = Metadata.generation(object);
    return generation == 0 ? object : Metadata.with(object, Metadata.GENERATION, generation + 1);
  }

  /// The object as it waits for its finalizers.
  private ObjectNode deleting(ObjectNode object, Instant now) {
    ObjectNode out = object;
    String since = Metadata.text(object, Metadata.DELETION_TIMESTAMP);
    if (since.isEmpty()) out = grown(out);
    if (since.isEmpty() || Instant.parse(since).isAfter(now))
      out = Metadata.with(out, Metadata.DELETION_TIMESTAMP, Creation.time(now));
    out = Metadata.with(out, Metadata.DELETION_GRACE_PERIOD_SECONDS, 0);
    return definition.strategy().markDeleting(out);
  }

  private Optional<Removed> mark(
      String key, CachedObject current, ObjectNode marked, WriteContext context) {
    if (context.dryRun()) return Optional.of(waiting(marked, Optional.empty()));
    Bytes bytes = store.bytes(marked);
    if (ResourceStore.same(bytes, current))
      return Optional.of(waiting(marked, Optional.of(current)));
    return switch (store.update(key, bytes, current.revision())) {
      case ObjectOutcome.Written(var stored) ->
          Optional.of(waiting(store.at(marked, stored), Optional.of(stored)));
      case ObjectOutcome.Lost _ -> Optional.empty();
    };
  }

  private static Removed waiting(ObjectNode object, Optional<CachedObject> stored) {
    return new Removed(object, stored, false, true);
  }

  private Optional<Removed> remove(
      String key, CachedObject current, ObjectNode old, WriteContext context) {
    boolean answersObject = definition.strategy().deletion().returnsObject();
    if (context.dryRun())
      return Optional.of(new Removed(old, Optional.of(current), true, answersObject));
    return switch (store.delete(key, current.revision())) {
      case ObjectOutcome.Written(var last) -> {
        definition.strategy().released(old);
        yield Optional.of(new Removed(store.at(old, last), Optional.of(last), true, answersObject));
      }
      case ObjectOutcome.Lost _ -> Optional.empty();
    };
  }
}
