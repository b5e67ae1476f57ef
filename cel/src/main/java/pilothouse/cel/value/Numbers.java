package pilothouse.cel.value;

import java.math.BigDecimal;

/// Numbers of the three types, compared by value.
final class Numbers {
  private Numbers() {}

  static boolean numeric(Value value) {
    return value instanceof Value.Int || value instanceof Value.Uint || value instanceof Value.Real;
  }

  /// Whether two numbers are equal; never where one is not a number.
  static boolean equal(Value a, Value b) {
    if (nan(a) || nan(b)) return false;
    return compare(a, b) == 0;
  }

  /// @throws EvalException where one is not a number
  static int compare(Value a, Value b) {
    if (nan(a) || nan(b)) throw new EvalException("NaN values cannot be ordered");
    if (a instanceof Value.Int x && b instanceof Value.Int y)
      return Long.compare(x.value(), y.value());
    if (a instanceof Value.Uint x && b instanceof Value.Uint y)
      return Long.compareUnsigned(x.bits(), y.bits());
    if (a instanceof Value.Real x && b instanceof Value.Real y)
      return x.value() == y.value() ? 0 : Double.compare(x.value(), y.value());
    if (infinite(a) || infinite(b)) return Double.compare(real(a), real(b));
    return exact(a).compareTo(exact(b));
  }

  private static boolean nan(Value value) {
    return value instanceof Value.Real real && Double.isNaN(real.value());
  }

  private static boolean infinite(Value value) {
    return value instanceof Value.Real real && Double.isInfinite(real.value());
  }

  private static double real(Value value) {
    return value instanceof Value.Real real ? real.value() : exact(value).doubleValue();
  }

  private static BigDecimal exact(Value value) {
    return switch (value) {
      case Value.Int number -> BigDecimal.valueOf(number.value());
      case Value.Uint number -> new BigDecimal(number.exact());
      case Value.Real number -> new BigDecimal(number.value());
      default -> throw EvalException.noSuchOverload();
    };
  }
}
