package pilothouse.registry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.ObjectOutcome;

/// Creates objects of one resource.
///
/// Source of the order, which decides the error that a client sees: apiserver `pkg/registry/rest/create.go`.
final class Creation {
  private final ResourceDefinition definition;
  private final ResourceStore store;
  private final GeneratedNames names;

  Creation(ResourceDefinition definition, ResourceStore store, GeneratedNames names) {
    this.definition = definition;
    this.store = store;
    this.names = names;
  }

  Saved create(ObjectNode object, WriteContext context, WriteCheck check) {
    String prefix = Metadata.text(object, Metadata.GENERATE_NAME);
    boolean unnamed = !prefix.isEmpty() && Metadata.name(object).isEmpty();
    if (unnamed && !definition.strategy().completesNames())
      return create(Metadata.with(object, Metadata.NAME, prefix), context, check);
    return unnamed ? generated(object, prefix, context, check) : named(object, context, check);
  }

  private Saved named(ObjectNode object, WriteContext context, WriteCheck check) {
    return attempt(object, context, check).orElseThrow(() -> exists(object, context));
  }

  private Saved generated(
      ObjectNode object, String prefix, WriteContext context, WriteCheck check) {
    for (int attempt = 1; ; attempt++) {
      ObjectNode named = Metadata.with(object, Metadata.NAME, names.next(prefix));
      Optional<Saved> saved = attempt(named, context, check);
      if (saved.isPresent()) return saved.get();
      if (attempt == GeneratedNames.ATTEMPTS) throw noNameLeft(named);
    }
  }

  /// Empty where the name is taken.
  private Optional<Saved> attempt(ObjectNode object, WriteContext context, WriteCheck check) {
    ObjectNode prepared = prepare(identified(object, context), context);
    Strategy.Claim claim = definition.strategy().claim(prepared, Optional.empty(), context);
    boolean kept = false;
    try {
      ObjectNode ready = valid(claim.object(), context, check);
      check.check(Optional.of(ready), Optional.empty());
      Optional<Saved> saved = write(ready, context);
      kept = saved.isPresent() && !context.dryRun();
      return saved;
    } finally {
      if (kept) claim.committed().run();
      else claim.failed().run();
    }
  }

  /// The object with the fields that only the server sets.
  static ObjectNode identified(ObjectNode object, WriteContext context) {
    ObjectNode out = Metadata.with(object, Metadata.UID, UUID.randomUUID().toString());
    out = Metadata.with(out, Metadata.CREATION_TIMESTAMP, time(context.now()));
    out = Metadata.without(out, Metadata.DELETION_TIMESTAMP);
    out = Metadata.without(out, Metadata.DELETION_GRACE_PERIOD_SECONDS);
    return Metadata.without(out, Metadata.SELF_LINK);
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// The object as the kind wants it, not yet checked.
  ObjectNode prepare(ObjectNode object, WriteContext context) {
    ObjectNode placed = Namespaces.matched(object, definition, context.namespace());
    Strategy strategy = definition.strategy();
    ObjectNode prepared = strategy.prepareForCreate(placed, context);
    return strategy.generation() == Strategy.Generation.NONE
        ? prepared
        : Metadata.with(prepared, Metadata.GENERATION, 1);
  }

  /// The object once it is found right.
  ///
  /// @throws ApiException `Invalid` with all that is wrong
  ObjectNode valid(ObjectNode object, WriteContext context, WriteCheck check) {
    Strategy strategy = definition.strategy();
    var errors = new Errors();
    MetadataRules.check(object, definition.namespaced(), strategy.names(), errors);
    if (strategy.qualifiesFinalizers()) MetadataRules.checkFinalizerDomains(object, errors);
    strategy.validate(object, context, errors);
    if (errors.isEmpty())
      MetadataRules.check(object, definition.namespaced(), Names.PATH_SEGMENT, errors);
    errors.warnings().forEach(check::warn);
    if (!errors.isEmpty()) throw Invalid.of(definition, object, errors);
    strategy.warnings(object, Optional.empty(), context).forEach(check::warn);
    return strategy.canonicalize(object);
  }

  private Optional<Saved> write(ObjectNode object, WriteContext context) {
    String name = Metadata.name(object);
    String key = store.key(context.namespace(), name);
    if (context.dryRun()) {
      if (store.get(key).isPresent()) return Optional.empty();
      // What was sent for a resourceVersion is told back: only the store looks at it, and is not
      // asked.
      return Optional.of(new Saved(object, Optional.empty(), true));
    }
    if (Metadata.revision(object) != 0) throw resourceVersionSet();
    return switch (store.create(key, object, store.timeToLive())) {
      case ObjectOutcome.Written(var stored) ->
          Optional.of(new Saved(store.at(object, stored), Optional.of(stored), true));
      case ObjectOutcome.Lost _ -> Optional.empty();
    };
  }

  private static ApiException resourceVersionSet() {
    return ApiException.of(
        Reason.UNKNOWN, "resourceVersion should not be set on objects to be created");
  }

  private ApiException exists(ObjectNode object, WriteContext context) {
    String name = Metadata.name(object);
    ApiException plain = ApiException.alreadyExists(definition.groupResource(), name);
    Optional<CachedObject> there = store.get(store.key(context.namespace(), name));
    if (there.isEmpty() || !Metadata.deleting(store.tree(there.get()))) return plain;
    Status status = plain.status();
    return new ApiException(
        new Status(
            false,
            "object is being deleted: " + status.message(),
            status.reason(),
            status.details(),
            status.code()));
  }

  private ApiException noNameLeft(ObjectNode object) {
    String name = Metadata.name(object);
    var details =
        Status.Details.of(definition.groupResource(), name).withRetryAfter(1).withCauses(List.of());
    return new ApiException(
        Status.failure(
            Reason.ALREADY_EXISTS,
            definition.groupResource()
                + " \""
                + name
                + "\" already exists, the server was not able to generate a unique name for the object",
            details));
  }
}
