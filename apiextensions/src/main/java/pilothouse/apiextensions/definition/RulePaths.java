package pilothouse.apiextensions.definition;

import pilothouse.api.structural.Schema;
import pilothouse.api.structural.SchemaReader;
import pilothouse.api.tree.ObjectNode;

/// The paths that rules may name as the place of their error: `.a.b`, `.a['b']`.
final class RulePaths {
  private RulePaths() {}

  /// Whether a path leads to something that a schema declares.
  static boolean leads(String text, ObjectNode json) {
    Schema schema = SchemaReader.read(json);
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      if (end < 0) return false;
      String name =
          text.charAt(at) == '.' ? text.substring(at + 1, end) : text.substring(at + 2, end - 2);
      var member = schema.member(name);
      if (name.isEmpty() || member.isEmpty()) return false;
      schema = member.get();
      at = end;
    }
    return true;
  }

  /// Where the step that begins at a place ends; -1 where none begins there.
  private static int end(String text, int at) {
    if (text.charAt(at) == '.') {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') end++;
      return end;
    }
    if (!text.startsWith("['", at)) return -1;
    int close = text.indexOf("']", at);
    return close < 0 ? -1 : close + 2;
  }
}
