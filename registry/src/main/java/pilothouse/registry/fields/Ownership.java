package pilothouse.registry.fields;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// Who owns what after a write.
///
/// A manager loses the fields that another one changes or removes, and gains those that it changes itself. What an applier applied before, does not apply
/// any more and nobody else owns is removed. Source: structured-merge-diff `merge/update.go`.
final class Ownership {
  private final Versions versions;
  private final FieldSet reset;

  /// @param reset fields that writes here cannot set, so that nobody comes to own them here
  Ownership(Versions versions, FieldSet reset) {
    this.versions = versions;
    this.reset = reset;
  }

  /// @param object the object that results
  record Outcome(ObjectNode object, ManagedFields managed) {}

  /// The ownership after a manager has put `updated` in the place of `live`.
  ManagedFields update(Typed live, Typed updated, ManagedFields managed, Manager manager) {
    var comparisons = new Comparisons(live, updated);
    ManagedFields others = taken(comparisons, reconciled(live, managed), manager, true);
    Comparison changes = comparisons.own();
    FieldSet before = others.get(manager).map(Owned::fields).orElse(FieldSet.EMPTY);
    FieldSet now =
        before.difference(changes.removed()).union(changes.modified()).union(changes.added());
    var owned = new Owned(now.without(reset), updated.version(), Optional.empty());
    return others.with(manager, owned).withFields(manager, fields -> fields);
  }

  /// The object and the ownership after a manager has applied a configuration.
  ///
  /// @throws Conflicts where that takes fields from others and is not forced
  Outcome apply(Typed live, Typed config, ManagedFields before, Manager manager, boolean force) {
    ManagedFields managed = reconciled(live, before);
    Optional<Owned> last = managed.get(manager);
    var applied =
        new Owned(config.fields().without(reset), config.version(), last.flatMap(Owned::time));
    ManagedFields next = managed.with(manager, applied);
    Typed merged = live.with(Merge.of(live.value(), config.value(), live.type()));
    Typed result = last.map(owned -> pruned(merged, next, owned, applied)).orElse(merged);
    var comparisons = new Comparisons(live, result);
    return new Outcome(result.value(), taken(comparisons, next, manager, force));
  }

  /// The comparison of an object before and after a write, in each version that is asked for.
  private final class Comparisons {
    private final Typed before;
    private final Typed after;
    private final Map<String, Optional<Comparison>> byVersion = new HashMap<>();

    Comparisons(Typed before, Typed after) {
      this.before = before;
      this.after = after;
    }

    /// Empty where there is no such version.
    Optional<Comparison> in(String version) {
      return byVersion.computeIfAbsent(version, this::compare);
    }

    Comparison own() {
      return in(after.version()).orElseThrow();
    }

    private Optional<Comparison> compare(String version) {
      return converted(before, version)
          .map(old -> {
            Typed now = converted(after, version).orElseThrow();
            return Comparison.of(old.value(), now.value(), old.type()).without(reset);
          });
    }
  }

  /// The managed fields after a manager has taken what it changed from the others.
  private ManagedFields taken(
      Comparisons comparisons, ManagedFields managed, Manager taker, boolean force) {
    var out = new LinkedHashMap<Manager, Owned>();
    var conflicts = new LinkedHashMap<Manager, FieldSet>();
    managed
        .byManager()
        .forEach((manager, owned) -> {
          if (manager.equals(taker)) {
            out.put(manager, owned);
            return;
          }
          Optional<Comparison> comparison = comparisons.in(owned.version());
          if (comparison.isEmpty()) return;
          Comparison changes = comparison.get();
          FieldSet lost = owned.fields().intersection(changes.modified().union(changes.added()));
          if (!lost.isEmpty()) conflicts.put(manager, lost);
          out.put(
              manager,
              owned.withFields(owned.fields().difference(lost).difference(changes.removed())));
        });
    if (!force && !conflicts.isEmpty()) throw new Conflicts(conflicts);
    out.values().removeIf(owned -> owned.fields().isEmpty());
    return ManagedFields.of(out);
  }

  private ManagedFields reconciled(Typed live, ManagedFields managed) {
    var out = new LinkedHashMap<Manager, Owned>();
    managed
        .byManager()
        .forEach((manager, owned) ->
            converted(live, owned.version())
                .ifPresent(in ->
                    out.put(
                        manager,
                        owned.withFields(SchemaChange.reconciled(owned.fields(), in.type())))));
    return ManagedFields.of(out);
  }

  /// The object in a version; empty where the kind has no such version.
  private Optional<Typed> converted(Typed object, String version) {
    if (version.equals(object.version())) return Optional.of(object);
    if (version.indexOf('/') != version.lastIndexOf('/'))
      throw new FieldsV1.BadFields("unexpected GroupVersion string: " + version);
    return versions
        .type(version)
        .map(type -> fitting(new Typed(versions.convert(object.value(), version), type, version)));
  }

  private Typed fitting(Typed converted) {
    if (!versions.mayNotFit()) return converted;
    TypeCheck.check(converted.value(), converted.type())
        .ifPresent(why -> {
          throw new FieldsV1.BadFields(why);
        });
    return converted;
  }

  /// The merged object less what the applier applied last time, no longer applies, and nobody else owns.
  private Typed pruned(Typed merged, ManagedFields managed, Owned last, Owned applied) {
    boolean nothingGone =
        last.version().equals(applied.version())
            && last.fields().difference(applied.fields()).isEmpty();
    if (nothingGone || last.fields().isEmpty()) return merged;
    Optional<Typed> then = converted(merged, last.version());
    if (then.isEmpty()) return merged;
    Typed all = then.get();
    Typed less = all.less(all.named(last.fields()));
    Typed owned = ownedBack(all, less, managed);
    Typed back = danglingBack(all, owned, last);
    return converted(back, applied.version()).orElse(back);
  }

  /// Puts back what any manager owns, in the pruned version first, as conversion may need it.
  private Typed ownedBack(Typed merged, Typed pruned, ManagedFields managed) {
    var byVersion = new LinkedHashMap<String, FieldSet>();
    byVersion.put(merged.version(), FieldSet.EMPTY);
    managed
        .byManager()
        .values()
        .forEach(owned -> byVersion.merge(owned.version(), owned.fields(), FieldSet::union));
    Typed all = merged;
    Typed less = pruned;
    for (Map.Entry<String, FieldSet> entry : byVersion.entrySet()) {
      Optional<Typed> inVersion = converted(all, entry.getKey());
      if (inVersion.isEmpty()) continue;
      less = converted(less, entry.getKey()).orElseThrow();
      all = inVersion.get();
      FieldSet keep = all.named(less.fields()).union(all.named(entry.getValue()));
      less = all.less(all.named(all.fields()).difference(keep));
    }
    return converted(less, merged.version()).orElse(less);
  }

  /// Puts back what the applier had not applied itself.
  private static Typed danglingBack(Typed merged, Typed pruned, Owned last) {
    FieldSet gone = merged.named(merged.fields()).difference(merged.named(pruned.fields()));
    return merged.less(gone.intersection(merged.named(last.fields())));
  }
}
