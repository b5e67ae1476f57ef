package pilothouse.cel.cost;

import java.util.List;
import java.util.Optional;
import pilothouse.cel.type.DeclType;

/// How big the values at a place can be, by the type of `self`.
///
/// The first step of a path is not looked at, as upstream does not: whatever a path begins with, it leads into `self`. That makes the elements of literals as
/// big as `self`, and costs nobody needs to be told otherwise.
public final class SchemaSizes {
  private final Optional<DeclType> self;

  public SchemaSizes(DeclType self) {
    this.self = Optional.of(self);
  }

  private SchemaSizes() {
    this.self = Optional.empty();
  }

  /// Where nothing is known of any variable.
  public static SchemaSizes unknown() {
    return new SchemaSizes();
  }

  Optional<Size> at(List<String> path) {
    if (path.isEmpty()) return Optional.empty();
    Optional<DeclType> type = self;
    for (String name : path.subList(1, path.size())) type = type.flatMap(of -> step(of, name));
    return type.map(of -> new Size(0, of.maxElements()));
  }

  private static Optional<DeclType> step(DeclType type, String name) {
    return switch (type) {
      case DeclType.ListOf list when name.equals("@items") || name.equals("@values") ->
          Optional.of(list.element());
      case DeclType.MapOf map when name.equals("@items") || name.equals("@values") ->
          Optional.of(map.element());
      case DeclType.MapOf map when name.equals("@keys") -> Optional.of(map.key());
      case DeclType.ObjectOf object -> Optional.ofNullable(object.fields().get(name));
      default -> Optional.empty();
    };
  }
}
