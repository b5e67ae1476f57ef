package pilothouse.api.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The forms of label keys and values, and the words for what breaks them, joined with `; `.
///
/// Source: apimachinery `pkg/api/validate/content`.
final class LabelSyntax {
  private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String DOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final Pattern NAME_FORM = Pattern.compile(NAME);
  private static final Pattern DOMAIN_FORM = Pattern.compile(DOMAIN);
  private static final int MAX_NAME = 63;
  private static final int MAX_DOMAIN = 253;

  private static final String NAME_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character";
  private static final String NAME_HINT =
      NAME_RULE + form("'MyName',  or 'my.name',  or '123-abc', ", NAME);
  private static final String VALUE_HINT =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character"
          + form("'MyValue',  or 'my_value',  or '12345', ", "(" + NAME + ")?");
  private static final String DOMAIN_HINT =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character"
          + form("'example.com', ", DOMAIN);

  private LabelSyntax() {}

  private static String form(String examples, String regex) {
    return " (e.g. " + examples + "regex used for validation is '" + regex + "')";
  }

  static Optional<String> keyError(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length > 2)
      return Optional.of(
          "a valid label key "
              + NAME_HINT
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    var wrong = new ArrayList<String>();
    if (parts.length == 2) checkPrefix(parts[0], wrong);
    checkName(parts[parts.length - 1], wrong);
    return joined(wrong);
  }

  private static void checkPrefix(String prefix, List<String> wrong) {
    if (prefix.isEmpty()) {
      wrong.add("prefix part must be non-empty");
      return;
    }
    if (prefix.length() > MAX_DOMAIN)
      wrong.add("prefix part must be no more than " + MAX_DOMAIN + " bytes");
    if (!DOMAIN_FORM.matcher(prefix).matches()) wrong.add("prefix part " + DOMAIN_HINT);
  }

  private static void checkName(String name, List<String> wrong) {
    if (name.isEmpty()) wrong.add("name part must be non-empty");
    else if (name.length() > MAX_NAME)
      wrong.add("name part must be no more than " + MAX_NAME + " bytes");
    if (!NAME_FORM.matcher(name).matches()) wrong.add("name part " + NAME_HINT);
  }

  static Optional<String> valueError(String value) {
    var wrong = new ArrayList<String>();
    if (value.length() > MAX_NAME) wrong.add("must be no more than " + MAX_NAME + " bytes");
    if (!value.isEmpty() && !NAME_FORM.matcher(value).matches()) wrong.add(VALUE_HINT);
    return joined(wrong);
  }

  private static Optional<String> joined(List<String> wrong) {
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }
}
