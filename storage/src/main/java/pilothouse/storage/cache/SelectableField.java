package pilothouse.storage.cache;

import java.util.List;

/// A field of a resource that a field selector may name, and where in the object it stands.
///
/// The value is that of the first of `paths` that leads to a string, number or boolean that is not the empty string;
/// else `absent`. `metadata.name` and `metadata.namespace` need no declaration: every object has them.
///
/// @param name as a client writes it, for example `spec.nodeName`
/// @param paths member names from the root of the object, each without arrays
/// @param absent the value of an object that does not have the field: mostly the empty string, `false` for booleans
public record SelectableField(String name, List<List<String>> paths, String absent) {
  public SelectableField {
    if (paths.isEmpty()) throw new IllegalArgumentException("no path for " + name);
    paths = paths.stream().map(List::copyOf).toList();
  }

  /// The field whose path is its name split at the dots, absent as the empty string.
  public static SelectableField of(String name) {
    return of(name, "");
  }

  public static SelectableField of(String name, String absent) {
    return new SelectableField(name, List.of(List.of(name.split("\\."))), absent);
  }
}
