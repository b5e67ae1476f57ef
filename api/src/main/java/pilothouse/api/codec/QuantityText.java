package pilothouse.api.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/// Resource quantities in canonical form: the largest suffix of the family they were given in that leaves no fraction.
///
/// `0.5` is `500m`, `1.5Gi` is `1536Mi`, `1000` is `1k`, `1500e0` is `1500`. What is finer than a billionth is rounded up.
///
/// Source: apimachinery `pkg/api/resource/quantity.go`.
public final class QuantityText {
  private static final String FORMAT =
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  private static final String SUFFIX = "unable to parse quantity's suffix";
  private static final String SUFFIX_CHARACTERS = "eEinumkKMGTP";

  /// By powers of a thousand from a billionth.
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private QuantityText() {}

  /// @throws DecodeException when the text is no quantity
  static String canonical(String text) {
    if (plain(text)) return text;
    int end = numberEnd(text);
    String suffix = text.substring(end);
    BigDecimal number = number(text.substring(0, end));
    checkCharacters(suffix);
    int binary = BINARY.indexOf(suffix);
    if (binary > 0) return binary(capped(number.multiply(new BigDecimal(KIBI.pow(binary)))));
    int decimal = DECIMAL.indexOf(suffix);
    if (decimal >= 0) return decimal(capped(number.movePointRight(decimal * 3 - 9)));
    return exponent(capped(number.movePointRight(power(suffix))));
  }

  /// The number that a quantity stands for, to the billionth.
  ///
  /// @throws DecodeException when the text is no quantity
  public static BigDecimal value(String text) {
    int end = numberEnd(text);
    String suffix = text.substring(end);
    BigDecimal number = number(text.substring(0, end));
    checkCharacters(suffix);
    int binary = BINARY.indexOf(suffix);
    if (binary > 0) return capped(number.multiply(new BigDecimal(KIBI.pow(binary))));
    int decimal = DECIMAL.indexOf(suffix);
    if (decimal >= 0) return capped(number.movePointRight(decimal * 3 - 9));
    return capped(number.movePointRight(power(suffix)));
  }

  /// One to three digits without a leading zero are canonical already.
  private static boolean plain(String text) {
    if (text.isEmpty() || text.length() > 3 || text.length() > 1 && text.charAt(0) == '0')
      return false;
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
    return true;
  }

  private static int numberEnd(String text) {
    int i = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
    while (i < text.length() && (text.charAt(i) == '.' || digit(text.charAt(i)))) i++;
    return i;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static BigDecimal number(String text) {
    try {
      if (text.endsWith(".")) return new BigDecimal(text + "0");
      return new BigDecimal(text);
    } catch (NumberFormatException none) {
      throw new DecodeException(FORMAT);
    }
  }

  private static void checkCharacters(String suffix) {
    int i = 0;
    while (i < suffix.length() && SUFFIX_CHARACTERS.indexOf(suffix.charAt(i)) >= 0) i++;
    if (i < suffix.length() && (suffix.charAt(i) == '-' || suffix.charAt(i) == '+')) i++;
    while (i < suffix.length() && digit(suffix.charAt(i))) i++;
    if (i < suffix.length()) throw new DecodeException(FORMAT);
  }

  private static int power(String suffix) {
    char first = suffix.charAt(0);
    try {
      if (suffix.length() > 1 && (first == 'e' || first == 'E')) {
        int power = Integer.parseInt(suffix.substring(1));
        if (Math.abs(power) <= 1000) return power;
      }
    } catch (NumberFormatException none) {
      throw new DecodeException(SUFFIX);
    }
    throw new DecodeException(SUFFIX);
  }

  private static BigDecimal capped(BigDecimal value) {
    if (value.abs().compareTo(MAX) > 0) return value.signum() < 0 ? MAX.negate() : MAX;
    return value.scale() > 9 ? value.setScale(9, RoundingMode.UP) : value;
  }

  private static String decimal(BigDecimal value) {
    if (value.signum() == 0) return "0";
    BigInteger whole = value.movePointRight(9).toBigIntegerExact();
    int i = 0;
    while (i < DECIMAL.size() - 1 && whole.mod(THOUSAND).signum() == 0) {
      whole = whole.divide(THOUSAND);
      i++;
    }
    return whole + DECIMAL.get(i);
  }

  private static String exponent(BigDecimal value) {
    if (value.signum() == 0) return "0";
    BigInteger whole = value.movePointRight(9).toBigIntegerExact();
    int power = -9;
    while (whole.mod(THOUSAND).signum() == 0) {
      whole = whole.divide(THOUSAND);
      power += 3;
    }
    return power == 0 ? whole.toString() : whole + "e" + power;
  }

  private static String binary(BigDecimal value) {
    if (value.abs().compareTo(new BigDecimal(KIBI)) < 0) return decimal(value);
    BigInteger whole = value.setScale(0, RoundingMode.UP).toBigIntegerExact();
    int i = 0;
    while (i < BINARY.size() - 1 && whole.mod(KIBI).signum() == 0) {
      whole = whole.divide(KIBI);
      i++;
    }
    return whole + BINARY.get(i);
  }
}
