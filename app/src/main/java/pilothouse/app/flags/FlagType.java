package pilothouse.app.flags;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import pilothouse.api.GoDuration;

/// What values a flag takes. `shown` is how help names it.
///
/// Source: the type names that kube-apiserver's help prints, and the messages of spf13/pflag.
enum FlagType {
  BOOL("bool"),
  INT("int"),
  UINT("uint"),
  FLOAT("float"),
  FLOAT32("float32"),
  STRING("string"),
  /// Comma separated, may be repeated.
  STRINGS("strings"),
  /// May be repeated; a comma is part of the value.
  STRING_ARRAY("stringArray"),
  INTS("int32Slice"),
  DURATION("duration"),
  IP("ip"),
  MAP("mapStringString"),
  STRING_MAP("stringToString"),
  GATES("colonSeparatedMultimapStringString"),
  PORT_RANGE("portRange"),
  QUANTITY("quantity"),
  CERT_KEY("namedCertKey"),
  LEVEL("Level"),
  PATTERNS("pattern=N,..."),
  VERSION("version[=true]");

  private static final Pattern QUANTITY_TEXT =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+|[numkMGTPE]|[KMGTPE]i)?");
  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:([-+])(\\d{1,5}))?");

  final String shown;

  FlagType(String shown) {
    this.shown = shown;
  }

  static FlagType named(String shown) {
    for (FlagType type : values()) if (type.shown.equals(shown)) return type;
    throw new IllegalArgumentException("no flag type " + shown);
  }

  /// Whether the flag may stand without a value, and then means true.
  boolean valueIsOptional() {
    return this == BOOL || this == VERSION;
  }

  /// Whether later values add to earlier ones instead of replacing them.
  boolean accumulates() {
    return switch (this) {
      case STRINGS, STRING_ARRAY, INTS, MAP, STRING_MAP, GATES, CERT_KEY -> true;
      case BOOL,
          INT,
          UINT,
          FLOAT,
          FLOAT32,
          STRING,
          DURATION,
          IP,
          PORT_RANGE,
          QUANTITY,
          LEVEL,
          PATTERNS,
          VERSION ->
          false;
    };
  }

  boolean splitsAtCommas() {
    return this == STRINGS || this == INTS || this == MAP || this == STRING_MAP || this == GATES;
  }

  /// What is wrong with one value; empty when it is right.
  Optional<String> fault(String value) {
    return switch (this) {
      case BOOL ->
          value.matches("1|t|T|true|TRUE|True|0|f|F|false|FALSE|False")
              ? Optional.empty()
              : go("ParseBool", value);
      case INT, LEVEL, INTS -> number(value, Long::parseLong, "ParseInt");
      case UINT -> number(value, Long::parseUnsignedLong, "ParseUint");
      case FLOAT, FLOAT32 -> number(value, Double::parseDouble, "ParseFloat");
      case DURATION -> Optional.of(GoDuration.fault(value)).filter(fault -> !fault.isEmpty());
      case IP ->
          value.isEmpty() || isAddress(value)
              ? Optional.empty()
              : Optional.of("failed to parse IP: \"" + value + "\"");
      case MAP, STRING_MAP, GATES ->
          value.isEmpty() || value.contains("=")
              ? Optional.empty()
              : Optional.of("malformed pair, expect string=string");
      case PORT_RANGE ->
          isRange(value) ? Optional.empty() : Optional.of("is not a valid port range: " + value);
      case QUANTITY ->
          QUANTITY_TEXT.matcher(value).matches()
              ? Optional.empty()
              : Optional.of("quantities must match the regular expression of a quantity");
      case CERT_KEY ->
          value.split(":", 2)[0].split(",").length == 2
              ? Optional.empty()
              : Optional.of("expected comma separated certificate and key file paths");
      case VERSION ->
          value.matches("true|false|raw|v\\d+\\.\\d+\\.\\d+.*")
              ? Optional.empty()
              : Optional.of("is neither true, false, raw nor a version");
      case STRING, STRINGS, STRING_ARRAY, PATTERNS -> Optional.empty();
    };
  }

  private static Optional<String> number(
      String value, java.util.function.Consumer<String> parser, String function) {
    try {
      parser.accept(value);
      return Optional.empty();
    } catch (NumberFormatException _) {
      return go(function, value);
    }
  }

  private static Optional<String> go(String function, String value) {
    return Optional.of("strconv." + function + ": parsing \"" + value + "\": invalid syntax");
  }

  static boolean isAddress(String value) {
    if (value.matches("\\d{1,3}(\\.\\d{1,3}){3}"))
      return java.util.Arrays.stream(value.split("\\."))
          .allMatch(part ->
              Integer.parseInt(part) < 256 && (part.length() == 1 || part.charAt(0) != '0'));
    if (!value.contains(":") || !value.matches("[0-9a-fA-F:.]+")) return false;
    try {
      return InetAddress.ofLiteral(value) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static boolean isRange(String value) {
    var range = PORTS.matcher(value);
    if (!range.matches()) return false;
    int first = Integer.parseInt(range.group(1));
    String how = range.group(2);
    int second = how == null ? first : Integer.parseInt(range.group(3));
    int last = "+".equals(how) ? first + second : second;
    return first <= last && last <= 65535;
  }
}
