package pilothouse.cel.library;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Printing;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Bool;
import pilothouse.cel.value.Value.Int;
import pilothouse.cel.value.Value.Real;
import pilothouse.cel.value.Value.Text;
import pilothouse.cel.value.Value.Uint;

/// `format`: `'%s is %d'.format(['x', 5])`, with the clauses `%s %d %f %e %b %x %X %o`.
///
/// Fixed numbers are grouped as English groups them, and `%e` writes `1.000000×10⁰³`: so upstream's locale has it.
///
/// Source: cel-go `ext/formatting.go`.
public final class Formatting {
  private static final int DIGITS = 6;

  /// No double has more digits that say anything.
  private static final int MOST_DIGITS = 1100;

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Formatting() {}

  /// Formats one argument of one clause.
  public interface Clauses {
    String clause(char clause, int precision, int argument);

    int arguments();
  }

  /// @throws EvalException where the text is no format, or an argument does not fit its clause
  static String format(String text, ListValue arguments) {
    return run(
        text,
        new Clauses() {
          @Override
          public String clause(char clause, int precision, int argument) {
            return one(clause, precision, arguments.get(argument));
          }

          @Override
          public int arguments() {
            return arguments.size();
          }
        });
  }

  /// Goes through a format, and asks for the text of each clause.
  public static String run(String text, Clauses clauses) {
    var out = new StringBuilder();
    int argument = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      if (text.startsWith("%%", i)) {
        out.append('%');
        i++;
        continue;
      }
      if (argument >= clauses.arguments())
        throw new EvalException("index " + argument + " out of range");
      if (i + 1 >= text.length()) throw new EvalException("unexpected end of string");
      int at = precisionEnd(text, i + 1);
      int precision = precision(text, i + 1, at);
      out.append(clauses.clause(text.charAt(at), precision, argument++));
      i = at;
    }
    return out.toString();
  }

  private static int precisionEnd(String text, int from) {
    int at = from;
    if (text.charAt(at) == '.') {
      at++;
      while (at < text.length() && Character.isDigit(text.charAt(at))) at++;
    }
    if (at >= text.length()) throw unparsed("could not find end of precision specifier");
    return at;
  }

  private static int precision(String text, int from, int to) {
    if (from == to) return DIGITS;
    try {
      return Math.min(MOST_DIGITS, Integer.parseInt(text.substring(from + 1, to)));
    } catch (NumberFormatException e) {
      throw unparsed(
          "error while converting precision to integer: strconv.Atoi: parsing \"\": invalid syntax");
    }
  }

  private static String one(char clause, int precision, Value value) {
    return switch (clause) {
      case 's' -> ValueTexts.text(value);
      case 'd' -> decimal(value);
      case 'f' -> fixed(real(value, "fixed-point"), precision);
      case 'e' -> scientific(real(value, "scientific"));
      case 'b' -> binary(value);
      case 'x' -> hex(value);
      case 'X' -> hex(value).toUpperCase(Locale.ROOT);
      case 'o' -> octal(value);
      default -> throw unknown(clause);
    };
  }

  private static EvalException unparsed(String why) {
    return new EvalException(
        "could not parse formatting clause: error while parsing precision: " + why);
  }

  public static EvalException unknown(char clause) {
    return new EvalException(
        "could not parse formatting clause: unrecognized formatting clause \"" + clause + "\"");
  }

  /// What a clause can be used on, in the words of the message.
  public static EvalException unfit(String clause, String can, String type) {
    return new EvalException(
        "error during formatting: "
            + clause
            + " clause can only be used on "
            + can
            + ", was given "
            + type);
  }

  private static String decimal(Value value) {
    if (value instanceof Int || value instanceof Uint) return Printing.plain(value);
    throw unfit("decimal", "integers", value.typeName());
  }

  private static double real(Value value, String clause) {
    if (value instanceof Real real) return real.value();
    if (value instanceof Text(String text)) {
      if (text.equals("NaN")) return Double.NaN;
      if (text.equals("Infinity")) return Double.POSITIVE_INFINITY;
      if (text.equals("-Infinity")) return Double.NEGATIVE_INFINITY;
    }
    throw unfit(clause, "doubles", value.typeName());
  }

  private static String fixed(double value, int precision) {
    if (Double.isNaN(value)) return "NaN";
    if (Double.isInfinite(value)) return value > 0 ? "∞" : "-∞";
    String digits =
        new BigDecimal(value).abs().setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
    var out = new StringBuilder(digits);
    for (int i = point - 3; i > 0; i -= 3) out.insert(i, ',');
    return (value < 0 ? "-" : "") + out;
  }

  private static String scientific(double value) {
    if (Double.isNaN(value)) return "NaN";
    if (Double.isInfinite(value)) return value > 0 ? "∞" : "-∞";
    String[] parts = String.format(Locale.ROOT, "%.6e", value).split("e", 2);
    var out = new StringBuilder(parts[0]).append("×10");
    for (char c : parts[1].toCharArray()) {
      if (c == '-') out.append('⁻');
      else if (c != '+') out.append(SUPERSCRIPTS.charAt(c - '0'));
    }
    return out.toString();
  }

  private static String binary(Value value) {
    return switch (value) {
      case Int number -> Long.toString(number.value(), 2);
      case Uint number -> number.exact().toString(2);
      case Bool bool -> bool.value() ? "1" : "0";
      default -> throw unfit("binary", "integers and bools", value.typeName());
    };
  }

  private static String hex(Value value) {
    return switch (value) {
      case Int number -> Long.toString(number.value(), 16);
      case Uint number -> number.exact().toString(16);
      case Text text -> HexFormat.of().formatHex(text.value().getBytes(StandardCharsets.UTF_8));
      case Value.Binary binary -> HexFormat.of().formatHex(binary.value().unsafeArray());
      default -> throw unfit("hex", "integers, byte buffers, and strings", value.typeName());
    };
  }

  private static String octal(Value value) {
    return switch (value) {
      case Int number -> Long.toString(number.value(), 8);
      case Uint number -> number.exact().toString(8);
      default -> throw unfit("octal", "integers", value.typeName());
    };
  }
}
