package pilothouse.registry.fields;

import java.util.Comparator;
import pilothouse.api.validation.FieldError;

/// Who owns a set of fields. An applier is one and the same whatever version it applies; an updater is another one for each version it writes.
///
/// @param version the updater's group and version; empty for an applier
/// @param subresource empty for the main resource
record Manager(String name, Operation operation, String version, String subresource)
    implements Comparable<Manager> {

  /// How a manager came to own its fields. In the order of their names, which is the order of entries.
  enum Operation {
    APPLY("Apply"),
    UPDATE("Update");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private static final Comparator<Manager> ORDER =
      Comparator.comparing(Manager::name)
          .thenComparing(Manager::operation)
          .thenComparing(Manager::version)
          .thenComparing(Manager::subresource);

  static Manager applier(String name, String subresource) {
    return new Manager(named(name), Operation.APPLY, "", subresource);
  }

  static Manager updater(String name, String version, String subresource) {
    return new Manager(named(name), Operation.UPDATE, version, subresource);
  }

  private static String named(String name) {
    return name.isEmpty() ? "unknown" : name;
  }

  boolean applies() {
    return operation == Operation.APPLY;
  }

  @Override
  public int compareTo(Manager other) {
    return ORDER.compare(this, other);
  }

  /// As conflicts name it: `"scaler" with subresource "scale" using v1`.
  String words() {
    String words = FieldError.quote(name);
    if (!subresource.isEmpty()) words += " with subresource " + FieldError.quote(subresource);
    return applies() ? words : words + " using " + version;
  }
}
