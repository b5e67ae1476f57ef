package pilothouse.api.structural;

import pilothouse.api.tree.StringNode;

/// What schemas say of texts: length in characters, pattern, format.
final class Texts {
  private Texts() {}

  static void check(String path, String text, Schema schema, Findings out) {
    Limits limits = schema.limits();
    sizes(path, text, limits, out);
    out.checked();
    String format = limits.format();
    if (!StringFormats.known(format)) return;
    if (!StringFormats.matches(format, text)) out.type(path, format, text, new StringNode(text));
    out.checked();
  }

  /// Only the first that is wrong is told.
  private static void sizes(String path, String text, Limits limits, Findings out) {
    int length = text.codePointCount(0, text.length());
    var value = new StringNode(text);
    if (length > limits.length().most()) out.tooLong(path, limits.length().most());
    else if (length < limits.length().least())
      out.invalid(path, value, "should be at least " + limits.length().least() + " chars long");
    else if (limits.pattern().isPresent() && !limits.pattern().get().matcher(text).find())
      out.invalid(path, value, "should match '" + limits.pattern().get().pattern() + "'");
    else out.checked();
  }
}
