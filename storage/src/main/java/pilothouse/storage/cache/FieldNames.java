package pilothouse.storage.cache;

import java.util.List;

/// The names of a resource's selectable fields, in the order in which its objects keep their values.
final class FieldNames {
  static final FieldNames NONE = new FieldNames(List.of());

  private final String[] names;

  FieldNames(List<SelectableField> fields) {
    names = fields.stream().map(SelectableField::name).toArray(String[]::new);
  }

  /// -1 if there is no such field. A resource has ten at most, so a scan beats a hash.
  int indexOf(String name) {
    for (int i = 0; i < names.length; i++) if (names[i].equals(name)) return i;
    return -1;
  }
}
