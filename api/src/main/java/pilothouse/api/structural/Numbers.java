package pilothouse.api.structural;

import java.math.BigDecimal;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// What schemas say of numbers.
final class Numbers {
  /// Beyond it a float no longer tells one whole number from the next.
  private static final double LARGEST_SAFE = 9007199254740991.0;

  private Numbers() {}

  static boolean isSafeInteger(double value) {
    return Math.abs(value) <= LARGEST_SAFE && value == Math.rint(value);
  }

  static void check(String path, Node value, Schema schema, Findings out) {
    range(path, value, schema, out);
    Limits limits = schema.limits();
    limits.multipleOf().ifPresent(factor -> multiple(path, value, factor, out));
    limits.maximum().ifPresent(bound -> most(path, value, bound, out));
    limits.minimum().ifPresent(bound -> least(path, value, bound, out));
    out.checked();
    out.checked();
  }

  private static void range(String path, Node value, Schema schema, Findings out) {
    String format = schema.limits().format();
    if (fits(value, schema.type(), format)) return;
    String form = format.isEmpty() ? " (default format)" : " with format " + format;
    out.nowhere("Checked value must be of type " + schema.type() + form + " in " + path);
  }

  private static boolean fits(Node value, String type, String format) {
    if (type.equals("integer")) {
      BigDecimal exact = decimal(value);
      if (exact.stripTrailingZeros().scale() > 0) return false;
      return switch (format) {
        case "int32" -> within(exact, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case "uint32" -> within(exact, 0, 0xffff_ffffL);
        default -> within(exact, Long.MIN_VALUE, Long.MAX_VALUE);
      };
    }
    boolean single = format.equals("float") || format.equals("float32");
    return !single || Float.isFinite((float) number(value));
  }

  private static boolean within(BigDecimal value, long least, long most) {
    return value.compareTo(BigDecimal.valueOf(least)) >= 0
        && value.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  private static BigDecimal decimal(Node value) {
    return value instanceof LongNode(var whole)
        ? BigDecimal.valueOf(whole)
        : BigDecimal.valueOf(number(value));
  }

  static double number(Node value) {
    return value instanceof DoubleNode(var exact) ? exact : value.number(0);
  }

  /// Whole numbers are divided as such, by the whole part of the factor.
  private static void multiple(String path, Node value, Node factor, Findings out) {
    if (value instanceof LongNode(var whole)) {
      long by = (long) number(factor);
      if (by <= 0) notPositive(path, by, out);
      else if (whole % by != 0)
        out.invalid(path, value, "should be a multiple of " + new LongNode(by));
      return;
    }
    double by = number(factor);
    if (by <= 0) {
      notPositive(path, (long) by, out);
      return;
    }
    double times = by < 1 ? 1 / by * number(value) : number(value) / by;
    if (!isSafeInteger(nearest(times)))
      out.invalid(path, value, "should be a multiple of " + new DoubleNode(by));
  }

  /// The whole number that a quotient is meant to be, where it is one but for the error of floats.
  private static double nearest(double quotient) {
    double whole = Math.rint(quotient);
    return Math.abs(quotient - whole) < 1e-9 * Math.max(1, Math.abs(quotient)) ? whole : quotient;
  }

  private static void notPositive(String path, long factor, Findings out) {
    String detail = "factor MultipleOf declared for " + path + " must be positive: " + factor;
    out.plain(path, new LongNode(factor), detail);
  }

  private static void most(String path, Node value, Limits.Bound bound, Findings out) {
    int order = compare(value, bound.value());
    if (bound.exclusive() ? order < 0 : order <= 0) return;
    String than = bound.exclusive() ? "less than " : "less than or equal to ";
    out.invalid(path, value, "should be " + than + new DoubleNode(bound.value()));
  }

  private static void least(String path, Node value, Limits.Bound bound, Findings out) {
    int order = compare(value, bound.value());
    if (bound.exclusive() ? order > 0 : order >= 0) return;
    String than = bound.exclusive() ? "greater than " : "greater than or equal to ";
    out.invalid(path, value, "should be " + than + new DoubleNode(bound.value()));
  }

  private static int compare(Node value, double bound) {
    return value instanceof LongNode(var whole)
        ? BigDecimal.valueOf(whole).compareTo(BigDecimal.valueOf(bound))
        : Double.compare(number(value), bound);
  }

  /// Whether two values are equal, a number being what it counts.
  static boolean same(Node left, Node right) {
    if (left.equals(right)) return true;
    if (left instanceof ListNode(var a) && right instanceof ListNode(var b)) {
      if (a.size() != b.size()) return false;
      for (int i = 0; i < a.size(); i++) if (!same(a.get(i), b.get(i))) return false;
      return true;
    }
    if (left instanceof ObjectNode a && right instanceof ObjectNode b)
      return a.size() == b.size()
          && a.names().stream().allMatch(name -> b.has(name) && same(a.get(name), b.get(name)));
    boolean numbers =
        (left instanceof LongNode || left instanceof DoubleNode)
            && (right instanceof LongNode || right instanceof DoubleNode);
    return numbers && decimal(left).compareTo(decimal(right)) == 0;
  }
}
