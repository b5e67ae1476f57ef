package pilothouse.cel.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import pilothouse.api.tree.DoubleNode;

/// Values as texts.
public final class Printing {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private Printing() {}

  /// As `string(value)` and messages print it.
  public static String plain(Value value) {
    return switch (value) {
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Int number -> Long.toString(number.value());
      case Value.Uint number -> Long.toUnsignedString(number.bits());
      case Value.Real number -> real(number.value());
      case Value.Text text -> text.value();
      case Value.Span span -> span(span.value());
      case Value.Moment moment -> moment(moment.value());
      case Value.TypeName type -> type.name();
      case Value.Null _ -> "null";
      case Value.Binary binary -> binary.value().utf8();
      case OpaqueValue opaque -> opaque.toString();
      case Value.Maybe maybe ->
          maybe.present() ? "optional(" + plain(maybe.inner()) + ")" : "optional.none()";
      case Value.Failure failure -> failure.cause().text();
      case ListValue list -> list.items().stream().map(Printing::plain).toList().toString();
      case MapValue _ -> "map";
    };
  }

  /// The shortest text that reads back, as Go's `strconv` prints it: `1e+06`, `0.1`, `1`, `+Inf`.
  public static String real(double value) {
    if (Double.isNaN(value)) return "NaN";
    if (Double.isInfinite(value)) return value > 0 ? "+Inf" : "-Inf";
    if (value == 0) return 1 / value < 0 ? "-0" : "0";
    var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 6) return new DoubleNode(value).toString();
    String unscaled = digits.unscaledValue().abs().toString();
    String mantissa =
        unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
    String power =
        Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
    return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + power;
  }

  /// In seconds: `90s`, `1.5s`.
  public static String span(Duration span) {
    var seconds = BigDecimal.valueOf(span.getSeconds()).add(BigDecimal.valueOf(span.getNano(), 9));
    return seconds.signum() == 0 ? "0s" : plainDecimal(seconds) + "s";
  }

  private static String plainDecimal(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  /// RFC 3339 with as many digits of a second as there are.
  public static String moment(Instant moment) {
    String fraction =
        moment.getNano() == 0
            ? ""
            : plainDecimal(BigDecimal.valueOf(moment.getNano(), 9)).substring(1);
    return SECONDS.format(moment.atOffset(ZoneOffset.UTC)) + fraction + "Z";
  }
}
