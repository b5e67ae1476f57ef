package pilothouse.cel.rules;

import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.validation.FieldPath;

/// The `fieldPath` of a rule: `.spec.a`, `['a-b']`, `.map['key']`. It names fields and keys that the schema knows; lists have no place in it.
///
/// Source: apiextensions `pkg/apiserver/schema/cel/validation.go`, `ValidFieldPath`.
final class RuleFieldPath {
  private final String text;
  private int at;
  private Schema schema;
  private FieldPath path = FieldPath.ROOT;

  private RuleFieldPath(String text, Schema schema) {
    this.text = text;
    this.schema = schema;
  }

  /// As errors print it, `spec.a`; empty where the text is no path of the schema.
  static Optional<String> of(String text, Schema schema) {
    var reader = new RuleFieldPath(text, schema);
    while (reader.at < text.length()) if (!reader.step()) return Optional.empty();
    return Optional.of(reader.path.toString());
  }

  private boolean step() {
    char c = text.charAt(at++);
    if (c == '.') return descend(token());
    if (c != '[') return false;
    Optional<String> name = quoted();
    if (name.isEmpty() || at >= text.length() || text.charAt(at++) != ']') return false;
    return descend(name.get());
  }

  private String token() {
    int from = at;
    while (at < text.length() && ".[]".indexOf(text.charAt(at)) < 0) at++;
    return text.substring(from, at);
  }

  private Optional<String> quoted() {
    if (at >= text.length() || text.charAt(at) != '\'') return Optional.empty();
    var name = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\'') {
        at++;
        return Optional.of(name.toString());
      }
      if (c != '\\') {
        name.append(c);
        continue;
      }
      int escape = ++at < text.length() ? "abfnrtv'\\".indexOf(text.charAt(at)) : -1;
      if (escape < 0) return Optional.empty();
      name.append("\u0007\b\f\n\r\t\u000b'\\".charAt(escape));
    }
    return Optional.empty();
  }

  private boolean descend(String name) {
    if (!schema.properties().isEmpty()) {
      Schema next = schema.properties().get(name);
      if (next == null || name.isEmpty()) return false;
      schema = next;
      path = path.child(name);
      return true;
    }
    Optional<Schema> values = schema.otherMembers();
    if (values.isEmpty() || name.isEmpty()) return false;
    schema = values.get();
    path = path.key(name);
    return true;
  }
}
