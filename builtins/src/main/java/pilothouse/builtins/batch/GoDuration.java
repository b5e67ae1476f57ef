package pilothouse.builtins.batch;

import java.util.Set;

/// Durations as Go reads them: signed decimal numbers, each with a unit, such as `1h15m30.5s`.
final class GoDuration {
  private static final Set<String> UNITS = Set.of("ns", "us", "µs", "μs", "ms", "s", "m", "h");

  private GoDuration() {}

  /// What is wrong with a duration; empty when it is one.
  static String error(String text) {
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) return "";
    if (rest.isEmpty()) return invalid(text);
    int i = 0;
    while (i < rest.length()) {
      int start = i;
      while (i < rest.length() && (Character.isDigit(rest.charAt(i)) || rest.charAt(i) == '.')) i++;
      String number = rest.substring(start, i);
      if (!number.matches("[0-9]+(\\.[0-9]*)?|\\.[0-9]+")) return invalid(text);
      int unit = i;
      while (i < rest.length() && !Character.isDigit(rest.charAt(i)) && rest.charAt(i) != '.') i++;
      String name = rest.substring(unit, i);
      if (name.isEmpty()) return "time: missing unit in duration \"" + text + "\"";
      if (!UNITS.contains(name))
        return "time: unknown unit \"" + name + "\" in duration \"" + text + "\"";
    }
    return "";
  }

  private static String invalid(String text) {
    return "time: invalid duration \"" + text + "\"";
  }
}
