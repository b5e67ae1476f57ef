package pilothouse.api.validation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The place of a field in an object, printed as `spec.containers[0].name` or `metadata.labels[a/b]`.
///
/// A path is a chain from the leaf to the root, so that descending allocates one link and printing happens for errors only.
public final class FieldPath {
  /// The object itself; prints as nothing.
  public static final FieldPath ROOT = new FieldPath(null, "", false);

  private final @Nullable FieldPath parent;
  private final String step;
  private final boolean bracketed;

  private FieldPath(@Nullable FieldPath parent, String step, boolean bracketed) {
    this.parent = parent;
    this.step = step;
    this.bracketed = bracketed;
  }

  public static FieldPath of(String... names) {
    return ROOT.child(names);
  }

  public FieldPath child(String... names) {
    FieldPath path = this;
    for (String name : names) path = new FieldPath(path, name, false);
    return path;
  }

  public FieldPath index(int index) {
    return new FieldPath(this, Integer.toString(index), true);
  }

  public FieldPath key(String key) {
    return new FieldPath(this, key, true);
  }

  /// The path less its last step; empty for the root.
  public Optional<FieldPath> parent() {
    return Optional.ofNullable(parent);
  }

  @Override
  public String toString() {
    var out = new StringBuilder();
    print(out);
    return out.toString();
  }

  private void print(StringBuilder out) {
    if (parent == null) return;
    parent.print(out);
    if (bracketed) {
      out.append('[').append(step).append(']');
      return;
    }
    if (!out.isEmpty()) out.append('.');
    out.append(step);
  }
}
