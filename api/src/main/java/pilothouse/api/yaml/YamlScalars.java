package pilothouse.api.yaml;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.StringNode;

/// What a plain scalar means in YAML 1.1 as Go's yaml.v2 reads it: `yes` and `on` are true, `0o17`, `017` and `0x1f` are numbers, dates are texts.
final class YamlScalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUES =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSES =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern SPECIAL_FLOAT =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private YamlScalars() {}

  static Node plain(String text) {
    if (NULLS.contains(text)) return NullNode.NULL;
    if (TRUES.contains(text)) return BoolNode.TRUE;
    if (FALSES.contains(text)) return BoolNode.FALSE;
    char first = text.charAt(0);
    boolean numeric = first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
    return numeric ? number(text) : new StringNode(text);
  }

  private static Node number(String text) {
    if (SPECIAL_FLOAT.matcher(text).matches()) throw YamlException.unsupported(special(text));
    String digits = text.replace("_", "");
    BigInteger whole = whole(digits);
    if (whole != null) {
      if (whole.bitLength() < 64) return new LongNode(whole.longValue());
      return new DoubleNode(whole.doubleValue());
    }
    return FLOAT.matcher(digits).matches() ? real(digits) : new StringNode(text);
  }

  /// As Go prints it.
  private static String special(String text) {
    if (text.endsWith("n") || text.endsWith("N")) return "NaN";
    return text.startsWith("-") ? "-Inf" : "+Inf";
  }

  private static Node real(String digits) {
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) return new StringNode(digits);
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? new LongNode((long) value) : new DoubleNode(value);
  }

  private static @Nullable BigInteger whole(String digits) {
    boolean negative = digits.startsWith("-");
    String rest = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    BigInteger value = unsigned(rest);
    if (value == null || value.bitLength() > 64) return null;
    return negative ? value.negate() : value;
  }

  private static @Nullable BigInteger unsigned(String rest) {
    if (rest.isEmpty()) return null;
    String lower = rest.toLowerCase(Locale.ROOT);
    int base = 10;
    String digits = lower;
    if (lower.startsWith("0x")) base = 16;
    else if (lower.startsWith("0b")) base = 2;
    else if (lower.startsWith("0o")) base = 8;
    if (base != 10) digits = lower.substring(2);
    else if (lower.length() > 1 && lower.startsWith("0")) base = 8;
    if (digits.isEmpty()) return null;
    for (int i = 0; i < digits.length(); i++)
      if (Character.digit(digits.charAt(i), base) < 0) return null;
    return new BigInteger(digits, base);
  }
}
