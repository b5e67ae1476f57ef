package pilothouse.api.structural;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;

/// What a schema says of a value beyond its type. Absent bounds are empty.
///
/// @param pattern in RE2's syntax, which takes time linear in the text whatever the pattern
/// @param values the enum; empty where any value will do
public record Limits(
    String format,
    Optional<Bound> maximum,
    Optional<Bound> minimum,
    Optional<Node> multipleOf,
    Optional<Pattern> pattern,
    Sizes length,
    Sizes items,
    Sizes members,
    boolean unique,
    List<String> required,
    List<Node> values) {
  public static final Limits NONE =
      new Limits(
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Sizes.ANY,
          Sizes.ANY,
          Sizes.ANY,
          false,
          List.of(),
          List.of());

  public Limits {
    required = List.copyOf(required);
    values = List.copyOf(values);
  }

  /// The largest or smallest number.
  ///
  /// @param exclusive the bound itself is no longer allowed
  public record Bound(double value, boolean exclusive) {}

  /// How many characters, items or members there may be.
  ///
  /// @param least 0 for no limit
  /// @param most [Long#MAX_VALUE] for no limit
  public record Sizes(long least, long most) {
    public static final Sizes ANY = new Sizes(0, Long.MAX_VALUE);
  }
}
