package pilothouse.cel.value;

import java.util.Arrays;

/// `<` of the language.
public final class Ordering {
  private Ordering() {}

  public static boolean ordered(Value value) {
    return Numbers.numeric(value)
        || value instanceof Value.Bool
        || value instanceof Value.Text
        || value instanceof Value.Binary
        || value instanceof Value.Span
        || value instanceof Value.Moment;
  }

  /// @throws EvalException `no such overload` where the two have no order
  public static int compare(Value a, Value b) {
    if (Numbers.numeric(a) && Numbers.numeric(b)) return Numbers.compare(a, b);
    return switch (a) {
      case Value.Bool x when b instanceof Value.Bool y -> Boolean.compare(x.value(), y.value());
      case Value.Text x when b instanceof Value.Text y -> texts(x.value(), y.value());
      case Value.Binary x when b instanceof Value.Binary y ->
          Arrays.compareUnsigned(x.value().unsafeArray(), y.value().unsafeArray());
      case Value.Span x when b instanceof Value.Span y -> x.value().compareTo(y.value());
      case Value.Moment x when b instanceof Value.Moment y -> x.value().compareTo(y.value());
      default -> throw EvalException.noSuchOverload();
    };
  }

  /// By code points, which is also the order of their UTF-8 bytes; UTF-16 units order otherwise above the surrogates.
  private static int texts(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x == y) continue;
      boolean xHigh = Character.isSurrogate(x);
      boolean yHigh = Character.isSurrogate(y);
      return xHigh == yHigh ? Character.compare(x, y) : xHigh ? 1 : -1;
    }
    return Integer.compare(a.length(), b.length());
  }
}
