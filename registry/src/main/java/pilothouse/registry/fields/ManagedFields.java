package pilothouse.registry.fields;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pilothouse.api.GroupVersion;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;

/// The managers of an object and what each owns, as `metadata.managedFields` holds them. Immutable.
///
/// Source: apimachinery `pkg/util/managedfields/internal/managedfields.go`.
final class ManagedFields {
  static final ManagedFields NONE = new ManagedFields(Map.of());
  private static final String FIELDS_TYPE = "FieldsV1";

  private final Map<Manager, Owned> byManager;

  private ManagedFields(Map<Manager, Owned> byManager) {
    this.byManager = byManager;
  }

  static ManagedFields of(Map<Manager, Owned> byManager) {
    return new ManagedFields(Collections.unmodifiableMap(new LinkedHashMap<>(byManager)));
  }

  Map<Manager, Owned> byManager() {
    return byManager;
  }

  Map<Manager, Owned> copy() {
    return new LinkedHashMap<>(byManager);
  }

  boolean isEmpty() {
    return byManager.isEmpty();
  }

  Optional<Owned> get(Manager manager) {
    return Optional.ofNullable(byManager.get(manager));
  }

  ManagedFields with(Manager manager, Owned owned) {
    var copy = copy();
    copy.put(manager, owned);
    return of(copy);
  }

  /// What was managed through versions of one group. Events are in two, and no version of the one can be brought into one of the other: upstream forgets
  /// who managed what through it.
  ManagedFields inGroup(String group) {
    var copy = copy();
    copy.values().removeIf(owned -> !mayBeIn(group, owned.version()));
    return copy.size() == byManager.size() ? this : of(copy);
  }

  /// What is no version at all is left to be found wrong.
  private static boolean mayBeIn(String group, String version) {
    boolean nonsense = version.indexOf('/') != version.lastIndexOf('/');
    return nonsense || GroupVersion.parse(version).group().equals(group);
  }

  /// A copy with the fields of one manager changed; it goes where none are left.
  ManagedFields withFields(Manager manager, UnaryOperator<FieldSet> change) {
    Owned owned = byManager.get(manager);
    if (owned == null) return this;
    FieldSet changed = change.apply(owned.fields());
    var copy = copy();
    if (changed.isEmpty()) copy.remove(manager);
    else copy.put(manager, owned.withFields(changed));
    return of(copy);
  }

  /// Reads the wire form.
  ///
  /// @throws FieldsV1.BadFields where an entry cannot be read
  static ManagedFields decode(Node entries) {
    var out = new LinkedHashMap<Manager, Owned>();
    List<Node> items = entries.items();
    for (int i = 0; i < items.size(); i++) {
      checkFieldsType(items.get(i).get("fieldsType").text(), i);
      put(items.get(i), out);
    }
    return new ManagedFields(Collections.unmodifiableMap(out));
  }

  private static void checkFieldsType(String type, int i) {
    if (type.equals(FIELDS_TYPE)) return;
    throw new FieldsV1.BadFields(
        type.isEmpty()
            ? "missing fieldsType in managed fields entry " + i
            : "invalid fieldsType " + FieldError.quote(type) + " in managed fields entry " + i);
  }

  private static void put(Node entry, Map<Manager, Owned> out) {
    String version = entry.get("apiVersion").text();
    Manager.Operation operation = operation(entry.get("operation").text());
    if (version.isEmpty()) throw new FieldsV1.BadFields("apiVersion must not be empty");
    var manager =
        new Manager(
            entry.get("manager").text(),
            operation,
            operation == Manager.Operation.APPLY ? "" : version,
            entry.get("subresource").text());
    FieldSet fields = FieldsV1.decode(entry.get("fieldsV1").object());
    out.put(manager, new Owned(fields, version, time(entry.get("time").text())));
  }

  private static Manager.Operation operation(String text) {
    return switch (text) {
      case "Apply" -> Manager.Operation.APPLY;
      case "Update" -> Manager.Operation.UPDATE;
      default -> throw new FieldsV1.BadFields("operation must be `Apply` or `Update`");
    };
  }

  private static Optional<Instant> time(String text) {
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new FieldsV1.BadFields(e.getMessage());
    }
  }

  /// The wire form: entries in order of operation, time, manager, version and subresource.
  ListNode encode() {
    var managers = new ArrayList<>(byManager.keySet());
    managers.sort(
        Comparator.comparing(Manager::operation)
            .thenComparing(m -> seconds(owned(m)))
            .thenComparing(Manager::name)
            .thenComparing(m -> owned(m).version())
            .thenComparing(Manager::subresource));
    return ListNode.of(managers.stream().map(m -> entry(m, owned(m))).toList());
  }

  private Owned owned(Manager manager) {
    return get(manager).orElseThrow();
  }

  static long seconds(Owned owned) {
    return owned.time().map(Instant::getEpochSecond).orElse(0L);
  }

  private static ObjectNode entry(Manager manager, Owned owned) {
    var out = ObjectNode.builder();
    if (!manager.name().isEmpty()) out.put("manager", manager.name());
    out.put("operation", manager.operation().text()).put("apiVersion", owned.version());
    owned.time().ifPresent(t -> out.put("time", t.truncatedTo(ChronoUnit.SECONDS).toString()));
    out.put("fieldsType", FIELDS_TYPE).put("fieldsV1", FieldsV1.encode(owned.fields()));
    if (!manager.subresource().isEmpty()) out.put("subresource", manager.subresource());
    return out.build();
  }

  /// The object less its managed fields.
  static ObjectNode removedFrom(ObjectNode object) {
    return object.withoutAt(List.of("metadata", "managedFields"));
  }

  static Node in(ObjectNode object) {
    return object.at("metadata", "managedFields");
  }

  ObjectNode putInto(ObjectNode object) {
    if (isEmpty()) return removedFrom(object);
    return object.withAt(List.of("metadata", "managedFields"), encode());
  }
}
