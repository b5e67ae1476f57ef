package pilothouse.registry.fields;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.Reason;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.fields.Manager.Operation;

/// Keeps `metadata.managedFields` of the objects of one kind, written in one version, through the main resource or one subresource.
///
/// Every create and update goes through [#update], every apply patch through [#apply]. Objects are trees in the version of this manager; an object that
/// does not exist yet is [ObjectNode#EMPTY]. Safe for use by many threads.
///
/// Source: apimachinery `pkg/util/managedfields`.
public final class FieldManager {
  /// More updaters than this are merged, the oldest first.
  private static final int MAX_UPDATERS = 10;

  private static final String ANCIENT = "ancient-changes";
  private static final String BEFORE_FIRST_APPLY = "before-first-apply";
  private static final String CURRENT = "current-operation";

  /// What nobody owns, as the server sets it.
  private static final FieldSet NEVER_OWNED =
      FieldSet.ofNames(
          "apiVersion",
          "kind",
          "metadata",
          "metadata.name",
          "metadata.namespace",
          "metadata.creationTimestamp",
          "metadata.selfLink",
          "metadata.uid",
          "metadata.clusterName",
          "metadata.generation",
          "metadata.managedFields",
          "metadata.resourceVersion");

  private final StructType type;
  private final GroupVersionKind kind;
  private final String subresource;
  private final Clock clock;
  private final ObjectNode absent;
  private final Ownership ownership;

  /// @param subresource such as `status`; empty for the main resource
  /// @param reset fields that a write here cannot change, such as `status` of the main resource
  public FieldManager(
      StructType type,
      GroupVersionKind kind,
      String subresource,
      FieldSet reset,
      Versions versions,
      Clock clock) {
    this.type = type;
    this.kind = kind;
    this.subresource = subresource;
    this.clock = clock;
    this.absent = ZeroTree.of(type);
    this.ownership = new Ownership(versions, reset);
  }

  /// The object to store for a create or an update: `updated` with managed fields that note what `manager` changed.
  ///
  /// Managed fields that cannot be read are those of the live object; `[]` and `[{}]` reset them, and then nothing is tracked until the next apply.
  public ObjectNode update(ObjectNode live, ObjectNode updated, String manager) {
    ObjectNode plain = ManagedFields.removedFrom(updated);
    try {
      ManagedFields before = decoded(live, updated);
      if (before.isEmpty() && exists(live)) return plain;
      ManagedFields after = tracked(versioned(live), typed(whole(plain)), before, manager);
      return capped(after).putInto(plain);
    } catch (FieldsV1.BadFields | Items.Unidentified _) {
      return plain; // as upstream does: no managed fields rather than wrong ones
    }
  }

  private static boolean exists(ObjectNode live) {
    return !live.at("metadata", "uid").text().isEmpty();
  }

  /// The live object less its managed fields.
  private Typed versioned(ObjectNode live) {
    return typed(live.isEmpty() ? absent : whole(ManagedFields.removedFrom(live)));
  }

  /// The object with the parts that its type writes always, such as a status that nobody has set, put where they were left out.
  private ObjectNode whole(ObjectNode object) {
    ObjectNode out = object;
    for (int i = 0; i < absent.size(); i++)
      if (!out.has(absent.name(i))) out = out.with(absent.name(i), absent.value(i));
    return out;
  }

  private Typed typed(ObjectNode object) {
    return new Typed(object, type, kind.apiVersion());
  }

  /// The managed fields that an update starts from: those it brings, or the live object's.
  private ManagedFields decoded(ObjectNode live, ObjectNode updated) {
    Node brought = ManagedFields.in(updated);
    if (!subresource.isEmpty()) return decodedOrNone(ManagedFields.in(live));
    if (resets(brought)) return ManagedFields.NONE;
    ManagedFields managed = decodedOrNone(brought);
    return managed.isEmpty() ? decodedOrNone(ManagedFields.in(live)) : managed;
  }

  private static boolean resets(Node brought) {
    if (!(brought instanceof ListNode(var entries))) return false;
    return entries.isEmpty() || entries.size() == 1 && entries.getFirst().equals(ObjectNode.EMPTY);
  }

  private static ManagedFields decodedOrNone(Node entries) {
    try {
      return ManagedFields.decode(entries);
    } catch (FieldsV1.BadFields _) {
      return ManagedFields.NONE;
    }
  }

  /// The managed fields after an update. Only what this very update changes gives its manager a new time.
  private ManagedFields tracked(Typed live, Typed updated, ManagedFields before, String name) {
    var current = new Manager(CURRENT, Operation.UPDATE, kind.apiVersion(), subresource);
    ManagedFields after =
        ownership
            .update(live, updated, before.inGroup(kind.group()), current)
            .withFields(current, fields -> fields.difference(NEVER_OWNED));
    Optional<Owned> changed = after.get(current);
    if (changed.isEmpty()) return after;
    Manager manager = Manager.updater(name, kind.apiVersion(), subresource);
    FieldSet previous = after.get(manager).map(Owned::fields).orElse(FieldSet.EMPTY);
    Owned now = changed.get().withFields(changed.get().fields().union(previous)).at(now());
    return after.withFields(current, _ -> FieldSet.EMPTY).with(manager, now);
  }

  private Instant now() {
    return clock.instant();
  }

  /// Merges the oldest updaters, version by version, until there are no more than ten.
  private static ManagedFields capped(ManagedFields managed) {
    Map<Manager, Owned> all = managed.copy();
    List<Manager> updaters = new ArrayList<>(all.keySet());
    updaters.removeIf(Manager::applies);
    int surplus = updaters.size() - MAX_UPDATERS;
    if (surplus <= 0) return managed;
    updaters.sort(
        Comparator.comparingLong((Manager m) -> ManagedFields.seconds(managed.get(m).orElseThrow()))
            .thenComparing(Comparator.naturalOrder()));
    var oldest = new HashMap<String, Manager>();
    for (Manager manager : updaters) {
      if (surplus == 0) break;
      Manager first = oldest.putIfAbsent(manager.version(), manager);
      if (first == null) continue;
      bury(all, first, manager);
      surplus--;
    }
    return ManagedFields.of(all);
  }

  /// Moves what a manager owns into the entry for ancient changes, which the first such manager of a version becomes.
  private static void bury(Map<Manager, Owned> all, Manager first, Manager manager) {
    Owned owned = all.get(manager);
    all.remove(manager);
    var ancient = new Manager(ANCIENT, Operation.UPDATE, manager.version(), "");
    Owned start = all.get(ancient);
    if (start == null) start = all.get(first);
    if (!first.equals(ancient)) all.remove(first);
    if (owned == null || start == null) return;
    all.put(ancient, owned.withFields(owned.fields().union(start.fields())));
  }

  /// The object to store for an apply: `config` laid over `live`, less what this manager applied before and no longer does.
  ///
  /// The result is neither defaulted nor brought into its type's form yet. Where nothing changed it is the live object.
  /// Refusals: 400 for the wrong kind, 500 for a configuration that does not fit the type (as upstream has it), 409 for conflicts.
  public ObjectNode apply(ObjectNode live, ObjectNode config, String manager, boolean force) {
    checkKind(config);
    ManagedFields before = decodedLive(live);
    Typed current = versioned(live);
    if (before.isEmpty())
      before = tracked(typed(absent), current, ManagedFields.NONE, BEFORE_FIRST_APPLY);
    if (ManagedFields.in(config) instanceof ListNode)
      throw ApiException.badRequest("metadata.managedFields must be nil");
    checkType(config);
    return applied(current, config, before.inGroup(kind.group()), manager, force);
  }

  private void checkKind(ObjectNode config) {
    GroupVersionKind given =
        GroupVersion.parse(config.get("apiVersion").text()).kind(config.get("kind").text());
    if (!given.equals(kind)) throw ApiException.badRequest("invalid object type: " + given);
  }

  private static ManagedFields decodedLive(ObjectNode live) {
    try {
      return ManagedFields.decode(ManagedFields.in(live));
    } catch (FieldsV1.BadFields e) {
      throw ApiException.of(Reason.UNKNOWN, "failed to decode managed fields: " + e.getMessage());
    }
  }

  private void checkType(ObjectNode config) {
    TypeCheck.check(config, type)
        .ifPresent(why -> {
          Node metadata = config.get("metadata");
          String name = metadata.get("namespace").text() + "/" + metadata.get("name").text();
          throw ApiException.of(
              Reason.UNKNOWN,
              "failed to create typed patch object (" + name + "; " + kind + "): " + why);
        });
  }

  private ObjectNode applied(
      Typed live, ObjectNode config, ManagedFields before, String name, boolean force) {
    try {
      Manager manager = Manager.applier(name, subresource);
      Ownership.Outcome outcome = outcome(live, config, before, manager, force);
      boolean changed = !Values.equal(live.value(), outcome.object());
      ManagedFields after =
          outcome.managed().withFields(manager, fields -> fields.difference(NEVER_OWNED));
      Optional<Owned> own = after.get(manager);
      if (changed && own.isPresent()) after = after.with(manager, own.get().at(now()));
      ObjectNode result = changed ? outcome.object() : live.value();
      if (name.equals(LastApplied.MANAGER)) result = LastApplied.refreshed(result, config);
      return after.putInto(result);
    } catch (Conflicts e) {
      throw e.status();
    } catch (FieldsV1.BadFields | Items.Unidentified e) {
      throw ApiException.of(Reason.UNKNOWN, "failed to prune fields: " + e.getMessage());
    }
  }

  /// The outcome of an apply. From client-side apply kubectl takes over without conflicts.
  private Ownership.Outcome outcome(
      Typed live, ObjectNode config, ManagedFields before, Manager manager, boolean force) {
    try {
      return ownership.apply(live, typed(config), before, manager, force);
    } catch (Conflicts conflicts) {
      if (!manager.name().equals(LastApplied.MANAGER)) throw conflicts;
      Optional<Conflicts> left = conflicts.without(LastApplied.unchanged(live));
      if (left.isPresent()) throw left.get();
      return ownership.apply(live, typed(config), before, manager, true);
    }
  }

  /// The updated object with the managed fields of the live one where they differ in times alone and so does the object: then nothing need be written.
  public static ObjectNode ignoringTimes(ObjectNode live, ObjectNode updated) {
    List<Node> before = ManagedFields.in(live).items();
    List<Node> after = ManagedFields.in(updated).items();
    if (after.isEmpty() || before.size() != after.size() || before.equals(after)) return updated;
    if (!timeless(before).equals(timeless(after))) return updated;
    boolean same =
        Values.equal(ManagedFields.removedFrom(live), ManagedFields.removedFrom(updated));
    return same
        ? updated.withAt(List.of("metadata", "managedFields"), ListNode.of(before))
        : updated;
  }

  private static List<ObjectNode> timeless(List<Node> entries) {
    return entries.stream().map(entry -> entry.object().without("time")).toList();
  }
}
