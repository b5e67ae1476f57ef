package pilothouse.cel.library;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongBinaryOperator;
import pilothouse.api.Bytes;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Binary;
import pilothouse.cel.value.Value.Int;
import pilothouse.cel.value.Value.Moment;
import pilothouse.cel.value.Value.Real;
import pilothouse.cel.value.Value.Span;
import pilothouse.cel.value.Value.Text;
import pilothouse.cel.value.Value.Uint;

/// `+ - * / %` and `-x`. Numbers do not wrap: what does not fit is an error.
final class Arithmetic {
  private Arithmetic() {}

  static void addTo(Overloads all) {
    ints(all);
    uints(all);
    reals(all);
    joins(all);
    times(all);
  }

  private static void ints(Overloads all) {
    all.two("_+_", Int.class, Int.class, (a, b) -> exact(Math::addExact, a, b))
        .two("_-_", Int.class, Int.class, (a, b) -> exact(Math::subtractExact, a, b))
        .two("_*_", Int.class, Int.class, (a, b) -> exact(Math::multiplyExact, a, b))
        .two("_/_", Int.class, Int.class, Arithmetic::divide)
        .two("_%_", Int.class, Int.class, Arithmetic::modulo)
        .one("-_", Int.class, a -> exact(Math::subtractExact, new Int(0), a));
  }

  /// `a + b` of two numbers of one type, or two durations.
  static Value add(Value a, Value b) {
    if (a instanceof Int x && b instanceof Int y) return exact(Math::addExact, x, y);
    if (a instanceof Uint x && b instanceof Uint y) return fits(x.exact().add(y.exact()));
    if (a instanceof Real x && b instanceof Real y) return new Real(x.value() + y.value());
    if (a instanceof Span x && b instanceof Span y) return span(x.value().plus(y.value()));
    throw EvalException.noSuchOverload();
  }

  private static Value exact(LongBinaryOperator operation, Int a, Int b) {
    try {
      return Value.of(operation.applyAsLong(a.value(), b.value()));
    } catch (ArithmeticException overflow) {
      throw new EvalException("integer overflow");
    }
  }

  private static Value divide(Int a, Int b) {
    if (b.value() == 0) throw new EvalException("division by zero");
    if (a.value() == Long.MIN_VALUE && b.value() == -1) throw new EvalException("integer overflow");
    return Value.of(a.value() / b.value());
  }

  private static Value modulo(Int a, Int b) {
    if (b.value() == 0) throw new EvalException("modulus by zero");
    if (a.value() == Long.MIN_VALUE && b.value() == -1) throw new EvalException("integer overflow");
    return Value.of(a.value() % b.value());
  }

  private static void uints(Overloads all) {
    all.two("_+_", Uint.class, Uint.class, (a, b) -> fits(a.exact().add(b.exact())))
        .two("_-_", Uint.class, Uint.class, (a, b) -> fits(a.exact().subtract(b.exact())))
        .two("_*_", Uint.class, Uint.class, (a, b) -> fits(a.exact().multiply(b.exact())))
        .two("_/_", Uint.class, Uint.class, Arithmetic::divide)
        .two("_%_", Uint.class, Uint.class, Arithmetic::modulo);
  }

  private static Value fits(java.math.BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 64)
      throw new EvalException("unsigned integer overflow");
    return new Uint(value.longValue());
  }

  private static Value divide(Uint a, Uint b) {
    if (b.bits() == 0) throw new EvalException("division by zero");
    return new Uint(Long.divideUnsigned(a.bits(), b.bits()));
  }

  private static Value modulo(Uint a, Uint b) {
    if (b.bits() == 0) throw new EvalException("modulus by zero");
    return new Uint(Long.remainderUnsigned(a.bits(), b.bits()));
  }

  private static void reals(Overloads all) {
    all.two("_+_", Real.class, Real.class, (a, b) -> new Real(a.value() + b.value()))
        .two("_-_", Real.class, Real.class, (a, b) -> new Real(a.value() - b.value()))
        .two("_*_", Real.class, Real.class, (a, b) -> new Real(a.value() * b.value()))
        .two("_/_", Real.class, Real.class, (a, b) -> new Real(a.value() / b.value()))
        .one("-_", Real.class, a -> new Real(-a.value()));
  }

  private static void joins(Overloads all) {
    all.two("_+_", Text.class, Text.class, (a, b) -> Value.of(a.value() + b.value()))
        .two("_+_", Binary.class, Binary.class, Arithmetic::join)
        .two("_+_", ListValue.class, ListValue.class, ListValue::plus);
  }

  private static Value join(Binary a, Binary b) {
    byte[] joined =
        java.util.Arrays.copyOf(a.value().unsafeArray(), a.value().size() + b.value().size());
    System.arraycopy(b.value().unsafeArray(), 0, joined, a.value().size(), b.value().size());
    return new Binary(Bytes.wrap(joined));
  }

  private static void times(Overloads all) {
    all.two("_+_", Moment.class, Span.class, (a, b) -> moved(a.value(), b.value()))
        .two("_+_", Span.class, Moment.class, (a, b) -> moved(b.value(), a.value()))
        .two("_+_", Span.class, Span.class, (a, b) -> span(a.value().plus(b.value())))
        .two("_-_", Moment.class, Span.class, (a, b) -> moved(a.value(), b.value().negated()))
        .two(
            "_-_",
            Moment.class,
            Moment.class,
            (a, b) -> span(Duration.between(b.value(), a.value())))
        .two("_-_", Span.class, Span.class, (a, b) -> span(a.value().minus(b.value())));
  }

  private static Value span(Duration span) {
    try {
      return new Span(Duration.ofNanos(span.toNanos()));
    } catch (ArithmeticException overflow) {
      throw new EvalException("integer overflow");
    }
  }

  private static Value moved(Instant from, Duration by) {
    try {
      return Times.inRange(from.plus(by));
    } catch (DateTimeException | ArithmeticException overflow) {
      throw new EvalException("timestamp overflow");
    }
  }
}
