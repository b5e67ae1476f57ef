package pilothouse.registry;

import java.util.List;

/// A field that field selectors may name, besides `metadata.name` and `metadata.namespace`.
///
/// @param label as selectors write it, such as `spec.nodeName`
/// @param path where its value stands in the stored object
/// @param absent its text when the object has none, such as `false` for `spec.hostNetwork`
public record SelectableField(String label, List<String> path, String absent) {
  public SelectableField {
    path = List.copyOf(path);
  }
}
