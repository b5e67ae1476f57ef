package pilothouse.api.structural;

import com.google.re2j.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import pilothouse.api.validation.Formats;

/// The formats of texts that schemas may name. Dashes in their names don't count; unknown ones are ignored.
///
/// Source: apiextensions-apiserver `pkg/apiserver/validation/formats.go`; kube-openapi `pkg/validation/strfmt`.
public final class StringFormats {
  private static final String HEX = "[0-9a-f]";
  private static final Pattern HOSTNAME =
      Pattern.compile(
          "^([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)"
              + "|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.))+([a-zA-Z\\p{L}]){2,63})$");
  private static final Pattern EMAIL =
      Pattern.compile("^([^<>@]*<)?[^\\s<>@,;:\"()\\[\\]\\\\]+@[^\\s<>@,;:\"()\\\\]+>?$");
  private static final Pattern TIME =
      Pattern.compile("^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$");
  private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*:");
  private static final Pattern MAC =
      Pattern.compile(
          "(?i)^(HH([:-]HH){5}|HH([:-]HH){7}|HH([:-]HH){19}|HHHH(\\.HHHH){2}|HHHH(\\.HHHH){3}|HHHH(\\.HHHH){9})$"
              .replace("H", HEX));
  private static final Pattern CARD =
      Pattern.compile(
          "^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}"
              + "|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\\d{3})\\d{11})$");
  private static final Pattern DURATION =
      Pattern.compile("^[+-]?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$");
  private static final Pattern AMOUNT = Pattern.compile("([0-9]+)\\s*([A-Za-zµ]+)");
  private static final Set<String> UNITS =
      Set.of(
          "ns",
          "nano",
          "nanosecond",
          "us",
          "µs",
          "micro",
          "microsecond",
          "ms",
          "milli",
          "millisecond",
          "s",
          "sec",
          "second",
          "m",
          "min",
          "minute",
          "h",
          "hr",
          "hour",
          "d",
          "day",
          "w",
          "wk",
          "week");
  private static final String BYTE_VALUE = "\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*";

  private static final Map<String, Predicate<String>> CHECKS =
      Map.ofEntries(
          Map.entry("bsonobjectid", pattern("(?i)^" + HEX + "{24}$")),
          Map.entry("uri", StringFormats::uri),
          Map.entry("email", text -> EMAIL.matcher(text).find()),
          Map.entry("hostname", StringFormats::hostname),
          Map.entry("ipv4", text -> text.indexOf('.') >= 0 && IpAddress.isAny(text)),
          Map.entry("ipv6", text -> text.indexOf(':') >= 0 && IpAddress.isAny(text)),
          Map.entry("cidr", IpAddress::isPrefix),
          Map.entry("mac", text -> MAC.matcher(text).find()),
          Map.entry("uuid", uuid(HEX + "{4}", HEX + "{4}")),
          Map.entry("uuid3", uuid("3" + HEX + "{3}", HEX + "{4}")),
          Map.entry("uuid4", uuid("4" + HEX + "{3}", "[89ab]" + HEX + "{3}")),
          Map.entry("uuid5", uuid("5" + HEX + "{3}", "[89ab]" + HEX + "{3}")),
          Map.entry("isbn", text -> isbn10(bare(text)) || isbn13(bare(text))),
          Map.entry("isbn10", text -> isbn10(bare(text))),
          Map.entry("isbn13", text -> isbn13(bare(text))),
          Map.entry("creditcard", StringFormats::card),
          Map.entry("ssn", pattern("^\\d{3}[- ]?\\d{2}[- ]?\\d{4}$")),
          Map.entry("hexcolor", pattern("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")),
          Map.entry(
              "rgbcolor",
              pattern("^rgb\\(" + BYTE_VALUE + "," + BYTE_VALUE + "," + BYTE_VALUE + "\\)$")),
          Map.entry(
              "byte",
              pattern(
                  "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$")),
          Map.entry("password", _ -> true),
          Map.entry("date", StringFormats::date),
          Map.entry("duration", StringFormats::duration),
          Map.entry("datetime", StringFormats::dateTime),
          Map.entry("k8sshortname", text -> Formats.dnsLabel(text).isEmpty()),
          Map.entry("k8slongname", text -> Formats.dnsSubdomain(text).isEmpty()));

  private StringFormats() {}

  /// Whether texts are checked against a format of this name.
  public static boolean known(String format) {
    return !format.isEmpty() && CHECKS.containsKey(format.replace("-", ""));
  }

  /// Whether a text is of a known format.
  public static boolean matches(String format, String text) {
    Predicate<String> check = CHECKS.get(format.replace("-", ""));
    return check == null || check.test(text);
  }

  private static Predicate<String> pattern(String expression) {
    Pattern pattern = Pattern.compile(expression);
    return text -> pattern.matcher(text).find();
  }

  private static Predicate<String> uuid(String third, String fourth) {
    return pattern(
        "(?i)^HHHHHHHH-?HHHH-?".replace("H", HEX) + third + "-?" + fourth + "-?" + HEX + "{12}$");
  }

  /// A URI with a scheme, or a path from the root.
  private static boolean uri(String text) {
    boolean rooted = text.startsWith("/") || SCHEME.matcher(text).find();
    if (!rooted || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) return false;
    if (text.startsWith("/")) return true;
    try {
      return new URI(text.replace(" ", "%20").replaceAll("[\\[\\]{}|\\\\^`\"<>]", "_")) != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static boolean hostname(String text) {
    if (text.length() > 255 || !HOSTNAME.matcher(text).find()) return false;
    for (String label : text.split("\\.", -1)) if (label.length() > 63) return false;
    return true;
  }

  private static String bare(String text) {
    return text.replaceAll("[\\s-]", "");
  }

  private static boolean isbn10(String text) {
    if (!text.matches("[0-9]{9}[0-9X]")) return false;
    int sum = 0;
    for (int i = 0; i < 10; i++)
      sum += (i + 1) * (text.charAt(i) == 'X' ? 10 : text.charAt(i) - '0');
    return sum % 11 == 0;
  }

  private static boolean isbn13(String text) {
    if (!text.matches("[0-9]{13}")) return false;
    int sum = 0;
    for (int i = 0; i < 13; i++) sum += (text.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0;
  }

  private static boolean card(String text) {
    String digits = text.replaceAll("[^0-9]+", "");
    return CARD.matcher(digits).find() && luhn(digits);
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = digit * 2;
      sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  private static boolean date(String text) {
    try {
      return text.length() == 10 && LocalDate.parse(text) != null;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static boolean dateTime(String text) {
    int t = text.indexOf('T') >= 0 ? text.indexOf('T') : text.indexOf('t');
    if (t < 0 || !date(text.substring(0, t))) return false;
    var time = TIME.matcher(text.substring(t + 1).toLowerCase(java.util.Locale.ROOT));
    return time.find()
        && time.group(1).compareTo("23") <= 0
        && time.group(2).compareTo("59") <= 0
        && time.group(3).compareTo("59") <= 0;
  }

  /// As Go reads durations, or amounts with units in words.
  private static boolean duration(String text) {
    if (text.equals("0") || DURATION.matcher(text).find()) return true;
    var amounts = AMOUNT.matcher(text);
    boolean any = false;
    while (amounts.find()) {
      String unit = amounts.group(2).toLowerCase(java.util.Locale.ROOT);
      boolean plural = unit.length() > 2 && unit.endsWith("s");
      if (!UNITS.contains(unit)
          && !(plural && UNITS.contains(unit.substring(0, unit.length() - 1)))) return false;
      any = true;
    }
    return any;
  }
}
