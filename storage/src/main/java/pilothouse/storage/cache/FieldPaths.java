package pilothouse.storage.cache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The paths of a resource's selectable fields as a tree of member names, so that one pass over an object finds them all.
final class FieldPaths {
  static final FieldPaths NONE = new FieldPaths();

  private final List<byte[]> names = new ArrayList<>();
  private final List<FieldPaths> children = new ArrayList<>();

  /// The fields that a scalar here belongs to, for one path may have several names (`spec.nodeName` and `spec.host` of pods).
  private final List<Use> uses = new ArrayList<>(1);

  /// @param rank of this path among the field's paths
  record Use(int field, int rank) {}

  static FieldPaths of(List<SelectableField> fields) {
    var root = new FieldPaths();
    for (int f = 0; f < fields.size(); f++) {
      var paths = fields.get(f).paths();
      for (int p = 0; p < paths.size(); p++) root.add(paths.get(p), f, p);
    }
    return root;
  }

  private void add(List<String> path, int field, int rank) {
    var at = this;
    for (var name : path) at = at.childOrNew(name.getBytes(StandardCharsets.UTF_8));
    at.uses.add(new Use(field, rank));
  }

  private FieldPaths childOrNew(byte[] name) {
    var known = child(name, 0, name.length);
    if (known != null) return known;
    var child = new FieldPaths();
    names.add(name);
    children.add(child);
    return child;
  }

  @Nullable FieldPaths child(byte[] in, int from, int to) {
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i);
      if (Arrays.equals(name, 0, name.length, in, from, to)) return children.get(i);
    }
    return null;
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  List<Use> uses() {
    return uses;
  }
}
