package pilothouse.apiextensions.definition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// The warning that a deprecated version gives.
final class Deprecations {
  private static final int MOST_BYTES = 256;

  private Deprecations() {}

  static List<String> problems(ObjectNode version) {
    if (!(version.get("deprecationWarning") instanceof StringNode(var text))) return List.of();
    if (!version.get("deprecated").bool(false))
      return List.of("can only be set for deprecated versions");
    var out = new ArrayList<String>();
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES)
      out.add("must be <= 256 characters long");
    if (text.isEmpty()) out.add("must not be an empty string");
    int bytes = 0;
    for (int c : text.codePoints().toArray()) {
      if (!printable(c)) {
        out.add(
            "must only contain printable UTF-8 characters; non-printable character found at index "
                + bytes);
        break;
      }
      bytes += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
    }
    return out;
  }

  /// Letters, marks, numbers, punctuation, symbols, and the plain space.
  private static boolean printable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
