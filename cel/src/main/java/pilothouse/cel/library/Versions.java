package pilothouse.cel.library;

import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Bool;
import pilothouse.cel.value.Value.Text;

/// Semantic versions: `semver('1.2.3').isLessThan(semver('1.10.0'))`.
///
/// Source: apiserver `pkg/cel/library/semverlib.go`.
final class Versions {
  private Versions() {}

  static void addTo(Overloads all) {
    all.one("semver", Text.class, a -> SemanticVersion.parse(a.value()))
        .two("semver", Text.class, Bool.class, (a, loose) -> parse(a.value(), loose.value()))
        .one("isSemver", Text.class, a -> Value.of(valid(a.value(), false)))
        .two(
            "isSemver",
            Text.class,
            Bool.class,
            (a, loose) -> Value.of(valid(a.value(), loose.value())))
        .two(
            "isGreaterThan",
            SemanticVersion.class,
            SemanticVersion.class,
            (a, b) -> Value.of(a.compareTo(b) > 0))
        .two(
            "isLessThan",
            SemanticVersion.class,
            SemanticVersion.class,
            (a, b) -> Value.of(a.compareTo(b) < 0))
        .two(
            "compareTo",
            SemanticVersion.class,
            SemanticVersion.class,
            (a, b) -> Value.of(a.compareTo(b)))
        .one("major", SemanticVersion.class, a -> Value.of(a.major().longValue()))
        .one("minor", SemanticVersion.class, a -> Value.of(a.minor().longValue()))
        .one("patch", SemanticVersion.class, a -> Value.of(a.patch().longValue()));
  }

  private static boolean valid(String text, boolean loose) {
    try {
      parse(text, loose);
      return true;
    } catch (EvalException e) {
      return false;
    }
  }

  private static SemanticVersion parse(String text, boolean loose) {
    return SemanticVersion.parse(loose ? normalized(text) : text);
  }

  /// `v1.0` is `1.0.0`, `01.2.3` is `1.2.3`.
  private static String normalized(String text) {
    String[] parts = (text.startsWith("v") ? text.substring(1) : text).split("\\.", 3);
    for (int i = 0; i < parts.length; i++) parts[i] = withoutZeros(parts[i]);
    if (parts.length == 3) return String.join(".", parts);
    String last = parts[parts.length - 1];
    if (last.indexOf('+') >= 0 || last.indexOf('-') >= 0)
      throw new EvalException("short version cannot contain PreRelease/Build meta data");
    return String.join(".", parts) + ".0".repeat(3 - parts.length);
  }

  private static String withoutZeros(String part) {
    if (part.length() <= 1) return part;
    String stripped = part.replaceFirst("^0+", "");
    boolean digit = !stripped.isEmpty() && stripped.charAt(0) >= '0' && stripped.charAt(0) <= '9';
    return digit ? stripped : "0" + stripped;
  }
}
