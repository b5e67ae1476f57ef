package pilothouse.api.validation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The text formats that fields of many kinds share. Each check gives what is wrong, as the wire says it, in the wire's order; nothing when all is right.
///
/// Source: apimachinery `pkg/util/validation/validation.go`.
public final class Formats {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

  private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
  private static final Pattern DNS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
  private static final Pattern WILDCARD_SUBDOMAIN = Pattern.compile("\\*\\." + SUBDOMAIN);
  private static final Pattern DNS_1035_LABEL = Pattern.compile(LABEL_1035);
  private static final Pattern QUALIFIED_NAME = Pattern.compile(QUALIFIED);
  private static final Pattern LABEL_VALUE = Pattern.compile("(" + QUALIFIED + ")?");
  private static final Pattern C_IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final Pattern ENV_NAME = Pattern.compile("[ -<>-~]+");
  private static final Pattern HTTP_HEADER = Pattern.compile("[-A-Za-z0-9]+");
  private static final Pattern PERCENT = Pattern.compile("[0-9]+%");
  private static final Pattern PORT_NAME_CHARACTERS = Pattern.compile("[-a-z0-9]+");
  private static final Pattern HAS_LETTER = Pattern.compile(".*[a-z].*");

  private static final String DNS_LABEL_TEXT =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
          + " (e.g. 'my-name',  or '123-abc', regex used for validation is '"
          + LABEL
          + "')";
  private static final String SUBDOMAIN_TEXT =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
          + " (e.g. 'example.com', regex used for validation is '"
          + SUBDOMAIN
          + "')";
  private static final String WILDCARD_TEXT =
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.'"
          + " and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\."
          + SUBDOMAIN
          + "')";
  private static final String DNS_1035_TEXT =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
          + " (e.g. 'my-name',  or 'abc-123', regex used for validation is '"
          + LABEL_1035
          + "')";
  private static final String QUALIFIED_TEXT =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
          + " (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
          + QUALIFIED
          + "')";
  private static final String LABEL_VALUE_TEXT =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
          + " (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '("
          + QUALIFIED
          + ")?')";

  private Formats() {}

  /// A label; one that would be right but for its dots is told so.
  public static List<String> dnsLabel(String value) {
    boolean dotted = value.indexOf('.') >= 0 && DNS_SUBDOMAIN.matcher(value).matches();
    String text = dotted ? "must not contain dots" : DNS_LABEL_TEXT;
    return check(value, 63, "characters", DNS_LABEL, text);
  }

  public static List<String> dnsSubdomain(String value) {
    return check(value, 253, "characters", DNS_SUBDOMAIN, SUBDOMAIN_TEXT);
  }

  /// The same for what upstream checks by rules declared beside the type, which count bytes.
  public static List<String> longName(String value) {
    return check(value, 253, "bytes", DNS_SUBDOMAIN, SUBDOMAIN_TEXT);
  }

  public static List<String> wildcardSubdomain(String value) {
    return check(value, 253, "characters", WILDCARD_SUBDOMAIN, WILDCARD_TEXT);
  }

  public static List<String> dns1035Label(String value) {
    return check(value, 63, "characters", DNS_1035_LABEL, DNS_1035_TEXT);
  }

  public static List<String> labelValue(String value) {
    return check(value, 63, "bytes", LABEL_VALUE, LABEL_VALUE_TEXT);
  }

  private static List<String> check(
      String value, int limit, String unit, Pattern pattern, String text) {
    var found = new ArrayList<String>(0);
    if (value.length() > limit) found.add("must be no more than " + limit + " " + unit);
    if (!pattern.matcher(value).matches()) found.add(text);
    return found;
  }

  /// `[prefix/]name`, as label keys, resource names and finalizers are.
  public static List<String> qualifiedName(String value) {
    String[] parts = value.split("/", -1);
    if (parts.length > 2)
      return List.of(
          "a valid label key "
              + QUALIFIED_TEXT
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    var found = new ArrayList<String>(0);
    if (parts.length == 2) prefixPart(parts[0], found);
    namePart(parts[parts.length - 1], found);
    return found;
  }

  private static void prefixPart(String prefix, List<String> found) {
    if (prefix.isEmpty()) found.add("prefix part must be non-empty");
    else longName(prefix).forEach(text -> found.add("prefix part " + text));
  }

  private static void namePart(String name, List<String> found) {
    if (name.isEmpty()) found.add("name part must be non-empty");
    else if (name.length() > 63) found.add("name part must be no more than 63 bytes");
    if (!QUALIFIED_NAME.matcher(name).matches()) found.add("name part " + QUALIFIED_TEXT);
  }

  public static List<String> pathSegment(String value) {
    if (value.equals(".") || value.equals("..")) return List.of("may not be '" + value + "'");
    var found = new ArrayList<String>(0);
    for (String illegal : List.of("/", "%"))
      if (value.contains(illegal)) found.add("may not contain '" + illegal + "'");
    return found;
  }

  public static List<String> portNumber(long value) {
    return inRange(value, 1, 65535);
  }

  /// An IANA service name: at most 15 of `[-a-z0-9]`, with a letter, no doubled or outer dash.
  public static List<String> portName(String value) {
    var found = new ArrayList<String>(0);
    if (value.length() > 15) found.add("must be no more than 15 characters");
    if (!PORT_NAME_CHARACTERS.matcher(value).matches())
      found.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    if (!HAS_LETTER.matcher(value).matches()) found.add("must contain at least one letter (a-z)");
    if (value.contains("--")) found.add("must not contain consecutive hyphens");
    if (value.startsWith("-") || value.endsWith("-"))
      found.add("must not begin or end with a hyphen");
    return found;
  }

  public static List<String> inRange(long value, long least, long most) {
    return value >= least && value <= most
        ? List.of()
        : List.of("must be between " + least + " and " + most + ", inclusive");
  }

  public static List<String> nonNegative(long value) {
    return value >= 0 ? List.of() : List.of("must be greater than or equal to 0");
  }

  public static List<String> percent(String value) {
    if (PERCENT.matcher(value).matches()) return List.of();
    return List.of(
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
  }

  public static List<String> cIdentifier(String value) {
    if (C_IDENTIFIER.matcher(value).matches()) return List.of();
    return List.of(
        "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'"
            + " (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')");
  }

  /// The relaxed rule of 1.36: any printable ASCII but `=`.
  public static List<String> envVarName(String value) {
    if (ENV_NAME.matcher(value).matches()) return List.of();
    return List.of(
        "a valid environment variable name must consist only of printable ASCII characters other than '='");
  }

  public static List<String> httpHeaderName(String value) {
    if (HTTP_HEADER.matcher(value).matches()) return List.of();
    return List.of(
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')");
  }

  /// A key of a config map or a secret.
  public static List<String> configMapKey(String value) {
    var found = new ArrayList<String>(0);
    if (value.length() > 253) found.add("must be no more than 253 characters");
    if (!CONFIG_KEY.matcher(value).matches())
      found.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
              + " (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
    if (value.equals(".")) found.add("must not be '.'");
    if (value.equals("..")) found.add("must not be '..'");
    else if (value.startsWith("..")) found.add("must not start with '..'");
    return found;
  }

  /// The length of a text as Go counts it.
  public static int bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }
}
