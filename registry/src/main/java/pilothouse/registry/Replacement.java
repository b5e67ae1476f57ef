package pilothouse.registry;

import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.fields.FieldManager;
import pilothouse.storage.cache.CachedObject;
import pilothouse.storage.cache.ObjectOutcome;

/// Updates objects of one resource: reads, changes, checks, and writes if nobody else wrote in between; else again.
///
/// Source of the order: apiserver `pkg/registry/generic/registry/store.go` and `pkg/registry/rest/update.go`.
final class Replacement {
  private static final String MODIFIED =
      "the object has been modified; please apply your changes to the latest version and try again";

  private final ResourceDefinition definition;
  private final ResourceStore store;
  private final Creation creation;

  Replacement(ResourceDefinition definition, ResourceStore store, Creation creation) {
    this.definition = definition;
    this.store = store;
    this.creation = creation;
  }

  Saved update(
      String name, Change change, Strategy strategy, WriteContext context, WriteCheck check) {
    String key = store.key(context.namespace(), name);
    while (true) {
      Optional<CachedObject> current = store.get(key);
      checkPreconditions(name, key, current, change.preconditions());
      Optional<Saved> saved =
          current.isEmpty()
              ? create(key, name, change, context, check)
              : replace(key, current.get(), change, strategy, context, check);
      if (saved.isPresent()) return saved.get();
    }
  }

  private void checkPreconditions(
      String name, String key, Optional<CachedObject> current, Preconditions wanted) {
    if (wanted.uid().isPresent()) {
      String uid = current.map(CachedObject::uid).orElse("");
      if (current.isEmpty() && !creates(definition.strategy())) return;
      if (!wanted.uid().get().equals(uid))
        throw failed(name, key, "UID", wanted.uid().get(), "UID in object meta: " + uid);
    }
    if (wanted.resourceVersion().isPresent() && current.isPresent()) {
      String version = Long.toString(current.get().revision());
      if (!wanted.resourceVersion().get().equals(version))
        throw failed(
            name,
            key,
            "ResourceVersion",
            wanted.resourceVersion().get(),
            "ResourceVersion in object meta: " + version);
    }
  }

  private static boolean creates(Strategy strategy) {
    return strategy.createsOnUpdate();
  }

  /// Upstream's store names the key in this error.
  private ApiException failed(String name, String key, String what, String wanted, String found) {
    return ApiException.conflict(
        definition.groupResource(),
        name,
        "StorageError: invalid object, Code: 4, Key: "
            + key
            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: "
            + what
            + " in precondition: "
            + wanted
            + ", "
            + found);
  }

  private Optional<Saved> create(
      String key, String name, Change change, WriteContext context, WriteCheck check) {
    if (!creates(definition.strategy()) && !change.createsAlways())
      throw ApiException.notFound(definition.groupResource(), name);
    ObjectNode wanted = change.apply(Optional.empty());
    ObjectNode prepared = creation.prepare(Creation.identified(wanted, context), context);
    Strategy.Claim claim = definition.strategy().claim(prepared, Optional.empty(), context);
    boolean kept = false;
    try {
      ObjectNode ready = creation.valid(claim.object(), context, check);
      check.check(Optional.of(ready), Optional.empty());
      if (context.dryRun())
        return Optional.of(
            new Saved(Metadata.without(ready, Metadata.RESOURCE_VERSION), Optional.empty(), true));
      Optional<Saved> saved =
          switch (store.create(key, ready, store.timeToLive())) {
            case ObjectOutcome.Written(var stored) ->
                Optional.of(new Saved(store.at(ready, stored), Optional.of(stored), true));
            case ObjectOutcome.Lost _ -> Optional.empty();
          };
      kept = saved.isPresent();
      return saved;
    } finally {
      if (kept) claim.committed().run();
      else claim.failed().run();
    }
  }

  private Optional<Saved> replace(
      String key,
      CachedObject current,
      Change change,
      Strategy strategy,
      WriteContext context,
      WriteCheck check) {
    ObjectNode old = store.tree(current);
    ObjectNode wanted = versioned(change.apply(Optional.of(old)), current);
    ObjectNode prepared = prepare(wanted, old, strategy, context);
    Strategy.Claim claim = strategy.claim(prepared, Optional.of(old), context);
    boolean kept = false;
    try {
      ObjectNode valid = valid(claim.object(), old, strategy, context, check);
      // Only here is known all that the write changes: defaults and what the strategy resets are
      // back.
      ObjectNode ready = FieldManager.ignoringTimes(old, valid);
      check.check(Optional.of(ready), Optional.of(old));
      Optional<Saved> saved = write(key, current, ready, old, context);
      kept = saved.isPresent() && !context.dryRun();
      return saved;
    } finally {
      if (kept) claim.committed().run();
      else claim.failed().run();
    }
  }

  /// The object with the resourceVersion of what it replaces.
  ///
  /// @throws ApiException `Conflict` where it was made from another revision, `Invalid` where it must name one
  private ObjectNode versioned(ObjectNode wanted, CachedObject current) {
    long version = ResourceVersions.ofObject(wanted);
    String name = current.name();
    if (version == 0 && !definition.strategy().allowsUnconditionalUpdate()) {
      var error =
          FieldError.invalid(
              FieldPath.of("metadata", "resourceVersion"), 0, "must be specified for an update");
      throw ApiException.invalid(
          definition.kind().group(), definition.names().plural(), name, List.of(error));
    }
    if (version != 0 && version != current.revision())
      throw ApiException.conflict(definition.groupResource(), name, MODIFIED);
    return Metadata.with(wanted, Metadata.RESOURCE_VERSION, Long.toString(current.revision()));
  }

  private ObjectNode prepare(
      ObjectNode wanted, ObjectNode old, Strategy strategy, WriteContext context) {
    ObjectNode out = Namespaces.matched(wanted, definition, context.namespace());
    out = Metadata.copy(out, Metadata.GENERATION, old);
    out = strategy.prepareForUpdate(out, old, context);
    if (grows(out, old, strategy.generation()))
      out = Metadata.with(out, Metadata.GENERATION, Metadata.generation(old) + 1);
    return kept(out, old);
  }

  private static boolean grows(ObjectNode object, ObjectNode old, Strategy.Generation rule) {
    return switch (rule) {
      case NONE -> false;
      case SPEC -> !object.get("spec").equals(old.get("spec"));
      case SPEC_AND_ANNOTATIONS ->
          !object.get("spec").equals(old.get("spec"))
              || !object
                  .at("metadata", "annotations")
                  .object()
                  .equals(old.at("metadata", "annotations").object());
      case ALL -> !content(object).equals(content(old));
      case CONTENT -> !object.without("metadata").equals(old.without("metadata"));
    };
  }

  private static ObjectNode content(ObjectNode object) {
    return object.without("metadata").without("status");
  }

  /// The object with what no update changes as it was.
  private static ObjectNode kept(ObjectNode object, ObjectNode old) {
    ObjectNode out = Metadata.without(object, Metadata.SELF_LINK);
    if (Metadata.uid(out).isEmpty()) out = Metadata.copy(out, Metadata.UID, old);
    if (!Metadata.text(old, Metadata.CREATION_TIMESTAMP).isEmpty())
      out = Metadata.copy(out, Metadata.CREATION_TIMESTAMP, old);
    if (!Metadata.deleting(old)) return out;
    out = Metadata.copy(out, Metadata.DELETION_TIMESTAMP, old);
    boolean graced = !Metadata.get(out, Metadata.DELETION_GRACE_PERIOD_SECONDS).isNull();
    return graced ? out : Metadata.copy(out, Metadata.DELETION_GRACE_PERIOD_SECONDS, old);
  }

  /// Metadata is checked twice, and so are most finalizers: upstream does it once for every kind before an update and once more in the
  /// validation of most kinds, and a client is told a cause as often as it was found. Kinds whose own validation leaves metadata out say so
  /// ([Strategy#checksMetadata]).
  ///
  /// Source: apiserver `pkg/registry/rest/update.go`, `BeforeUpdate`; `ValidateObjectMetaUpdate` in the kinds' validation.
  private ObjectNode valid(
      ObjectNode object,
      ObjectNode old,
      Strategy strategy,
      WriteContext context,
      WriteCheck check) {
    var errors = new Errors();
    MetadataRules.check(object, definition.namespaced(), Names.PATH_SEGMENT, errors);
    MetadataRules.checkUpdate(object, old, errors);
    if (strategy.checksMetadata()) {
      MetadataRules.checkUpdate(object, old, errors);
      MetadataRules.check(object, definition.namespaced(), strategy.names(), errors);
    }
    if (strategy.qualifiesFinalizers()) {
      MetadataRules.checkFinalizerDomains(object, errors);
      MetadataRules.checkFinalizerDomains(object, errors);
    }
    strategy.validateUpdate(object, old, context, errors);
    errors.warnings().forEach(check::warn);
    if (!errors.isEmpty()) throw Invalid.of(definition, object, errors);
    strategy.warnings(object, Optional.of(old), context).forEach(check::warn);
    return strategy.canonicalize(object);
  }

  private Optional<Saved> write(
      String key, CachedObject current, ObjectNode ready, ObjectNode old, WriteContext context) {
    if (goes(ready, old)) return delete(key, current, ready, context);
    if (context.dryRun()) return Optional.of(new Saved(ready, Optional.empty(), false));
    Bytes bytes = store.bytes(ready);
    if (ResourceStore.same(bytes, current))
      return Optional.of(new Saved(store.at(ready, current), Optional.of(current), false));
    return switch (store.update(key, bytes, current.revision())) {
      case ObjectOutcome.Written(var stored) ->
          Optional.of(new Saved(store.at(ready, stored), Optional.of(stored), false));
      case ObjectOutcome.Lost _ -> Optional.empty();
    };
  }

  /// Whether this update takes away the last thing that kept a deleted object.
  private boolean goes(ObjectNode object, ObjectNode old) {
    if (!Metadata.finalizers(object).isEmpty() || definition.strategy().held(object)) return false;
    return Metadata.deleting(old)
        && Metadata.get(old, Metadata.DELETION_GRACE_PERIOD_SECONDS).number(0) == 0
        && Metadata.get(object, Metadata.DELETION_GRACE_PERIOD_SECONDS).number(0) == 0;
  }

  private Optional<Saved> delete(
      String key, CachedObject current, ObjectNode last, WriteContext context) {
    if (context.dryRun()) return Optional.of(new Saved(last, Optional.empty(), false));
    return switch (store.delete(key, current.revision())) {
      case ObjectOutcome.Written _ -> {
        definition.strategy().released(last);
        yield Optional.of(new Saved(last, Optional.empty(), false));
      }
      case ObjectOutcome.Lost _ -> Optional.empty();
    };
  }
}
