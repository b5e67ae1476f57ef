package pilothouse.cel.library;

import java.math.BigDecimal;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.codec.QuantityText;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.OpaqueValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Int;
import pilothouse.cel.value.Value.Real;
import pilothouse.cel.value.Value.Text;

/// Quantities: `quantity('1.5Gi')`.
///
/// Source: apiserver `pkg/cel/library/quantity.go`.
final class Quantities {

  /// @param whole whether it was written without a fraction: upstream calls `1000m` no integer, though it equals `1`
  record Quantity(BigDecimal value, boolean whole) implements OpaqueValue {
    @Override
    public String typeName() {
      return "kubernetes.Quantity";
    }

    @Override
    public boolean same(OpaqueValue other) {
      return other instanceof Quantity that && value.compareTo(that.value) == 0;
    }

    boolean integer() {
      return whole
          && value.stripTrailingZeros().scale() <= 0
          && value.toBigInteger().bitLength() < 64;
    }
  }

  private Quantities() {}

  static void addTo(Overloads all) {
    all.one("quantity", Text.class, Quantities::parse)
        .one("isQuantity", Text.class, a -> Value.of(valid(a)))
        .one("sign", Quantity.class, a -> Value.of(a.value().signum()))
        .two("isGreaterThan", Quantity.class, Quantity.class, (a, b) -> Value.of(compare(a, b) > 0))
        .two("isLessThan", Quantity.class, Quantity.class, (a, b) -> Value.of(compare(a, b) < 0))
        .two("compareTo", Quantity.class, Quantity.class, (a, b) -> Value.of(compare(a, b)))
        .one("asApproximateFloat", Quantity.class, a -> new Real(a.value().doubleValue()))
        .one("isInteger", Quantity.class, a -> Value.of(a.integer()))
        .one("asInteger", Quantity.class, Quantities::integer)
        .two("add", Quantity.class, Quantity.class, (a, b) -> sum(a, b.value(), b.whole()))
        .two(
            "add", Quantity.class, Int.class, (a, b) -> sum(a, BigDecimal.valueOf(b.value()), true))
        .two("sub", Quantity.class, Quantity.class, (a, b) -> sum(a, b.value().negate(), b.whole()))
        .two(
            "sub",
            Quantity.class,
            Int.class,
            (a, b) -> sum(a, BigDecimal.valueOf(b.value()).negate(), true));
  }

  private static Value parse(Text text) {
    try {
      String written = text.value();
      char last = written.isEmpty() ? ' ' : written.charAt(written.length() - 1);
      boolean whole = written.indexOf('.') < 0 && "num".indexOf(last) < 0;
      return new Quantity(QuantityText.value(written), whole);
    } catch (DecodeException e) {
      throw new EvalException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean valid(Text text) {
    try {
      QuantityText.value(text.value());
      return true;
    } catch (DecodeException e) {
      return false;
    }
  }

  private static int compare(Quantity a, Quantity b) {
    return a.value().compareTo(b.value());
  }

  private static Value integer(Quantity a) {
    if (!a.integer()) throw new EvalException("cannot convert value to integer");
    return Value.of(a.value().longValue());
  }

  private static Value sum(Quantity a, BigDecimal b, boolean whole) {
    return new Quantity(a.value().add(b), a.whole() && whole);
  }
}
