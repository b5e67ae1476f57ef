package pilothouse.builtins.meta;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Arithmetic on resource quantities that are already in canonical form, such as `500m`, `2Gi`, `1e3`.
///
/// Source: apimachinery `pkg/api/resource/quantity.go`.
public final class Quantities {
  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
          Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
          Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
          Map.entry("", BigDecimal.ONE),
          Map.entry("k", BigDecimal.ONE.movePointRight(3)),
          Map.entry("M", BigDecimal.ONE.movePointRight(6)),
          Map.entry("G", BigDecimal.ONE.movePointRight(9)),
          Map.entry("T", BigDecimal.ONE.movePointRight(12)),
          Map.entry("P", BigDecimal.ONE.movePointRight(15)),
          Map.entry("E", BigDecimal.ONE.movePointRight(18)),
          Map.entry("Ki", binary(10)),
          Map.entry("Mi", binary(20)),
          Map.entry("Gi", binary(30)),
          Map.entry("Ti", binary(40)),
          Map.entry("Pi", binary(50)),
          Map.entry("Ei", binary(60)));

  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final String[] DECIMAL = {"", "k", "M", "G", "T", "P", "E"};
  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final BigInteger KILO = BigInteger.valueOf(1000);

  private Quantities() {}

  private static BigDecimal binary(int bits) {
    return new BigDecimal(BigInteger.ONE.shiftLeft(bits));
  }

  /// The number that a quantity means; 0 where it is none.
  public static BigDecimal value(Node quantity) {
    String text = text(quantity);
    int end = text.length();
    while (end > 0 && !Character.isDigit(text.charAt(end - 1)) && text.charAt(end - 1) != '.')
      end--;
    BigDecimal scale = SUFFIXES.get(text.substring(end));
    if (scale == null || end == 0) return BigDecimal.ZERO;
    try {
      return new BigDecimal(text.substring(0, end)).multiply(scale);
    } catch (NumberFormatException _) {
      return BigDecimal.ZERO;
    }
  }

  /// A quantity as it is printed.
  public static String text(Node quantity) {
    return quantity instanceof StringNode(var text)
        ? text
        : quantity.isNull() ? "0" : quantity.toString();
  }

  public static int compare(Node a, Node b) {
    return value(a).compareTo(value(b));
  }

  public static boolean isZero(Node quantity) {
    return value(quantity).signum() == 0;
  }

  /// The sum, in the family of suffixes of the first one that is not zero.
  public static Node sum(Node a, Node b) {
    boolean binary = (isZero(a) ? text(b) : text(a)).endsWith("i");
    return new StringNode(print(value(a).add(value(b)), binary));
  }

  public static Node max(Node a, Node b) {
    return compare(a, b) >= 0 ? a : b;
  }

  /// Canonical text: the largest suffix that leaves no fraction, `m` below whole numbers.
  static String print(BigDecimal value, boolean binary) {
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > 0)
      return value.movePointRight(3).setScale(0, RoundingMode.CEILING).toPlainString() + "m";
    BigInteger whole = stripped.toBigIntegerExact();
    return binary ? scaled(whole, KIBI, BINARY) : scaled(whole, KILO, DECIMAL);
  }

  private static String scaled(BigInteger whole, BigInteger step, String[] suffixes) {
    BigInteger rest = whole;
    int i = 0;
    while (i < suffixes.length - 1 && rest.signum() != 0 && rest.mod(step).signum() == 0) {
      rest = rest.divide(step);
      i++;
    }
    return rest + suffixes[i];
  }

  /// A resource list with what is finer than a thousandth rounded up to it.
  public static ObjectNode roundedUp(ObjectNode list) {
    ObjectNode out = list;
    for (String name : list.names()) {
      String text = text(list.get(name));
      if (text.endsWith("n") || text.endsWith("u"))
        out = out.with(name, print(milli(list.get(name)), false));
    }
    return out;
  }

  private static BigDecimal milli(Node quantity) {
    return value(quantity).setScale(3, RoundingMode.UP);
  }
}
