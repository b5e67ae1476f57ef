package pilothouse.storage.cache;

import java.util.List;

/// What storage knows of a resource: where its objects lie, which of their fields can be selected, how they are stored.
///
/// @param prefix the keys' beginning with its last slash, for example `/registry/pods/`
/// @param namespaced whether keys are `<prefix><namespace>/<name>` instead of `<prefix><name>`
/// @param observer counts what happens to it
public record StoredResource(
    String prefix,
    boolean namespaced,
    List<SelectableField> fields,
    StoredForm form,
    StorageObserver observer) {
  public StoredResource {
    if (!prefix.startsWith("/") || !prefix.endsWith("/") || prefix.length() < 2)
      throw new IllegalArgumentException("not a resource prefix: " + prefix);
    fields = List.copyOf(fields);
  }

  /// One that nobody observes.
  public StoredResource(
      String prefix, boolean namespaced, List<SelectableField> fields, StoredForm form) {
    this(prefix, namespaced, fields, form, StorageObserver.NOBODY);
  }

  /// Plain JSON without selectable fields of its own.
  public StoredResource(String prefix, boolean namespaced) {
    this(prefix, namespaced, List.of(), StoredForm.JSON);
  }

  /// The key of an object.
  ///
  /// @param namespace empty for a cluster-scoped object
  /// @throws IllegalArgumentException if a part is not a path segment
  public String key(String namespace, String name) {
    requireSegment(name);
    if (!namespaced) return prefix + name;
    requireSegment(namespace);
    return prefix + namespace + "/" + name;
  }

  /// What the keys of a namespace start with; of all objects, if `namespace` is empty or the resource has none.
  public String scope(String namespace) {
    if (namespace.isEmpty() || !namespaced) return prefix;
    requireSegment(namespace);
    return prefix + namespace + "/";
  }

  private static void requireSegment(String segment) {
    if (segment.isEmpty()
        || segment.equals(".")
        || segment.equals("..")
        || segment.indexOf('/') >= 0)
      throw new IllegalArgumentException("not a path segment: '" + segment + "'");
  }
}
