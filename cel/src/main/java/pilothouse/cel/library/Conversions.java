package pilothouse.cel.library;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import pilothouse.api.Bytes;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.GoDurations;
import pilothouse.cel.value.Printing;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Binary;
import pilothouse.cel.value.Value.Bool;
import pilothouse.cel.value.Value.Int;
import pilothouse.cel.value.Value.Moment;
import pilothouse.cel.value.Value.Real;
import pilothouse.cel.value.Value.Span;
import pilothouse.cel.value.Value.Text;
import pilothouse.cel.value.Value.TypeName;
import pilothouse.cel.value.Value.Uint;

/// From one type to another: `int('5')`, `string(1.5)`, `type(x)`, `dyn(x)`.
final class Conversions {
  private static final BigInteger UINT_RANGE = BigInteger.ONE.shiftLeft(64);

  private Conversions() {}

  static void addTo(Overloads all) {
    all.one("dyn", Value.class, a -> a).one("type", Value.class, a -> new TypeName(a.typeName()));
    numbers(all);
    texts(all);
    all.one("bool", Bool.class, a -> a)
        .one("bool", Text.class, Conversions::bool)
        .one("bytes", Binary.class, a -> a)
        .one("bytes", Text.class, a -> new Binary(Bytes.utf8(a.value())))
        .one("duration", Span.class, a -> a)
        .one("duration", Int.class, a -> new Span(Duration.ofNanos(a.value())))
        .one("duration", Text.class, Conversions::duration)
        .one("timestamp", Moment.class, a -> a)
        .one("timestamp", Int.class, a -> Times.inRange(Instant.ofEpochSecond(a.value())))
        .one("timestamp", Text.class, Times::parse);
  }

  private static void numbers(Overloads all) {
    all.one("int", Int.class, a -> a)
        .one("int", Uint.class, Conversions::intOf)
        .one("int", Real.class, Conversions::intOf)
        .one("int", Text.class, Conversions::intOf)
        .one("int", Moment.class, a -> Value.of(a.value().getEpochSecond()))
        .one("int", Span.class, a -> Value.of(a.value().toNanos()))
        .one("uint", Uint.class, a -> a)
        .one("uint", Int.class, Conversions::uintOf)
        .one("uint", Real.class, Conversions::uintOf)
        .one("uint", Text.class, Conversions::uintOf)
        .one("double", Real.class, a -> a)
        .one("double", Int.class, a -> new Real(a.value()))
        .one("double", Uint.class, a -> new Real(a.real()))
        .one("double", Text.class, Conversions::realOf);
  }

  private static Value intOf(Uint a) {
    if (a.bits() < 0) throw new EvalException("integer overflow");
    return Value.of(a.bits());
  }

  /// The bounds themselves are out of range: as doubles they are not exact.
  private static Value intOf(Real a) {
    double value = a.value();
    if (Double.isNaN(value) || value <= -0x1p63 || value >= 0x1p63)
      throw new EvalException("integer overflow");
    return Value.of((long) value);
  }

  private static Value intOf(Text a) {
    try {
      return Value.of(Long.parseLong(a.value()));
    } catch (NumberFormatException e) {
      throw wrong("string", "int");
    }
  }

  private static Value uintOf(Int a) {
    if (a.value() < 0) throw new EvalException("unsigned integer overflow");
    return new Uint(a.value());
  }

  private static Value uintOf(Real a) {
    double value = a.value();
    if (Double.isNaN(value) || value < 0 || value >= 0x1p64)
      throw new EvalException("unsigned integer overflow");
    return new Uint(new BigDecimal(value).toBigInteger().longValue());
  }

  private static Value uintOf(Text a) {
    try {
      if (a.value().startsWith("+")) throw wrong("string", "uint");
      var value = new BigInteger(a.value());
      if (value.signum() < 0 || value.compareTo(UINT_RANGE) >= 0) throw wrong("string", "uint");
      return new Uint(value.longValue());
    } catch (NumberFormatException e) {
      throw wrong("string", "uint");
    }
  }

  private static Value realOf(Text a) {
    return switch (a.value()) {
      case "NaN" -> new Real(Double.NaN);
      case "Inf", "+Inf", "Infinity", "+Infinity" -> new Real(Double.POSITIVE_INFINITY);
      case "-Inf", "-Infinity" -> new Real(Double.NEGATIVE_INFINITY);
      default -> decimal(a.value());
    };
  }

  /// Java also reads `1d` and blanks around numbers.
  private static Value decimal(String text) {
    try {
      if (!text.isEmpty()
          && "0123456789.".indexOf(text.charAt(text.length() - 1)) >= 0
          && text.charAt(0) > ' ') return new Real(Double.parseDouble(text));
      throw wrong("string", "double");
    } catch (NumberFormatException e) {
      throw wrong("string", "double");
    }
  }

  private static void texts(Overloads all) {
    all.one("string", Text.class, a -> a)
        .one("string", Bool.class, Conversions::print)
        .one("string", Int.class, Conversions::print)
        .one("string", Uint.class, Conversions::print)
        .one("string", Real.class, Conversions::print)
        .one("string", Span.class, Conversions::print)
        .one("string", Moment.class, Conversions::print)
        .one("string", Binary.class, Conversions::decode);
  }

  private static Value print(Value value) {
    return Value.of(Printing.plain(value));
  }

  private static Value decode(Binary a) {
    try {
      return Value.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(a.value().unsafeArray()))
              .toString());
    } catch (CharacterCodingException e) {
      throw new EvalException("invalid UTF-8 in bytes, cannot convert to string");
    }
  }

  private static Value bool(Text a) {
    return switch (a.value()) {
      case "1", "t", "true", "TRUE", "True" -> Value.TRUE;
      case "0", "f", "false", "FALSE", "False" -> Value.FALSE;
      default -> throw wrong("string", "bool");
    };
  }

  private static Value duration(Text a) {
    return GoDurations.parse(a.value())
        .<Value>map(Span::new)
        .orElseThrow(() -> wrong("string", "google.protobuf.Duration"));
  }

  static EvalException wrong(String from, String to) {
    return new EvalException("type conversion error from '" + from + "' to '" + to + "'");
  }
}
