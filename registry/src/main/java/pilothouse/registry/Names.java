package pilothouse.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The name rules that most kinds share. Texts are wire format.
///
/// Source: apimachinery `pkg/util/validation/validation.go`.
public final class Names {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern LABEL_1123 = Pattern.compile(LABEL);
  private static final Pattern LABEL_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

  private static final String SUBDOMAIN_TEXT =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
          + " (e.g. 'example.com', regex used for validation is '"
          + LABEL
          + "(\\."
          + LABEL
          + ")*')";
  private static final String LABEL_1123_TEXT =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
          + " (e.g. 'my-name',  or '123-abc', regex used for validation is '"
          + LABEL
          + "')";
  private static final String LABEL_1035_TEXT =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
          + " (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

  public static final NameRule DNS_SUBDOMAIN =
      (name, prefix) -> check(name, prefix, 253, SUBDOMAIN, SUBDOMAIN_TEXT);
  public static final NameRule DNS_LABEL =
      (name, prefix) -> check(name, prefix, 63, LABEL_1123, LABEL_1123_TEXT);
  public static final NameRule DNS_1035_LABEL =
      (name, prefix) -> check(name, prefix, 63, LABEL_1035, LABEL_1035_TEXT);
  public static final NameRule PATH_SEGMENT = (name, prefix) -> pathSegment(name, prefix);

  private Names() {}

  private static List<String> check(
      String name, boolean prefix, int limit, Pattern pattern, String text) {
    String masked = prefix ? maskTrailingDash(name) : name;
    var found = new ArrayList<String>();
    if (masked.length() > limit) found.add("must be no more than " + limit + " bytes");
    if (!pattern.matcher(masked).matches()) found.add(text);
    return found;
  }

  private static String maskTrailingDash(String name) {
    return name.length() > 1 && name.endsWith("-")
        ? name.substring(0, name.length() - 2) + "a"
        : name;
  }

  private static List<String> pathSegment(String name, boolean prefix) {
    if (!prefix && (name.equals(".") || name.equals("..")))
      return List.of("may not be '" + name + "'");
    var found = new ArrayList<String>();
    for (String illegal : List.of("/", "%"))
      if (name.contains(illegal)) found.add("may not contain '" + illegal + "'");
    return found;
  }
}
