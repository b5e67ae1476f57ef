package pilothouse.apiextensions.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.StringNode;

/// Parses a [JsonPath].
final class JsonPathParser {
  private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">");

  private final String text;
  private int at;

  JsonPathParser(String text) {
    this.text = text;
  }

  JsonPath parse() {
    if (text.startsWith("$") || text.startsWith("@")) at++;
    var steps = new ArrayList<JsonPath.Step>();
    while (at < text.length()) steps.add(step());
    return new JsonPath(steps);
  }

  private JsonPath.Step step() {
    char c = text.charAt(at);
    if (c == '[') return bracket();
    if (c != '.') return new JsonPath.Step.Member(name());
    at++;
    if (at >= text.length()) throw new JsonPathException("unexpected end of path");
    if (text.charAt(at) == '.') return new JsonPath.Step.Below();
    if (text.charAt(at) == '[') return bracket();
    if (text.charAt(at) != '*') return new JsonPath.Step.Member(name());
    at++;
    return new JsonPath.Step.Every();
  }

  private String name() {
    var out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        out.append(text.charAt(at + 1));
        at += 2;
        continue;
      }
      if (c == '.' || c == '[') break;
      if (" \t\n=<>!()]{}|,".indexOf(c) >= 0)
        throw new JsonPathException("unrecognized character in action: " + quoted(c));
      out.append(c);
      at++;
    }
    if (out.isEmpty()) throw new JsonPathException("empty name in path");
    return out.toString();
  }

  /// As Go's `%#U` prints a character.
  private static String quoted(char c) {
    return String.format("U+%04X '%s'", (int) c, c);
  }

  private JsonPath.Step bracket() {
    int close = close();
    String inner = text.substring(at + 1, close).strip();
    at = close + 1;
    if (inner.startsWith("?(") && inner.endsWith(")"))
      return filter(inner.substring(2, inner.length() - 1).strip());
    List<String> parts = split(inner);
    if (parts.size() > 1)
      return new JsonPath.Step.Union(parts.stream().map(JsonPathParser::part).toList());
    return part(inner);
  }

  private static JsonPath.Step part(String inner) {
    if (inner.equals("*")) return new JsonPath.Step.Every();
    if (inner.length() > 1 && "'\"".indexOf(inner.charAt(0)) >= 0)
      return new JsonPath.Step.Member(inner.substring(1, inner.length() - 1));
    if (inner.matches("-?[0-9]+"))
      return new JsonPath.Step.Slice(Integer.parseInt(inner), Optional.empty(), 1, true);
    if (!inner.matches("(-?[0-9]*):(-?[0-9]*)(:[0-9]+)?"))
      throw new JsonPathException("invalid array index " + inner);
    String[] numbers = inner.split(":", -1);
    return new JsonPath.Step.Slice(
        numbers[0].isEmpty() ? 0 : Integer.parseInt(numbers[0]),
        numbers[1].isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(numbers[1])),
        numbers.length > 2 ? Math.max(1, Integer.parseInt(numbers[2])) : 1,
        false);
  }

  private static List<String> split(String inner) {
    var out = new ArrayList<String>();
    int start = 0;
    char quote = 0;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (quote != 0) quote = c == quote ? 0 : quote;
      else if (c == '\'' || c == '"') quote = c;
      else if (c == ',') {
        out.add(inner.substring(start, i).strip());
        start = i + 1;
      }
    }
    out.add(inner.substring(start).strip());
    return out;
  }

  /// The bracket that closes the one at the current place.
  private int close() {
    int depth = 0;
    char quote = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) quote = c == quote ? 0 : quote;
      else if (c == '\'' || c == '"') quote = c;
      else if (c == '[') depth++;
      else if (c == ']' && --depth == 0) return i;
    }
    throw new JsonPathException("unterminated array");
  }

  private static JsonPath.Step filter(String inner) {
    for (int i = 0; i < inner.length(); i++)
      for (String operator : OPERATORS)
        if (inner.startsWith(operator, i) && !quoted(inner, i))
          return new JsonPath.Step.Filter(
              operand(inner.substring(0, i).strip()),
              operator,
              operand(inner.substring(i + operator.length()).strip()));
    return new JsonPath.Step.Filter(
        operand(inner), "exists", new JsonPath.Operand.Value(NullNode.NULL));
  }

  private static boolean quoted(String text, int at) {
    char quote = 0;
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      if (quote != 0) quote = c == quote ? 0 : quote;
      else if (c == '\'' || c == '"') quote = c;
    }
    return quote != 0;
  }

  private static JsonPath.Operand operand(String text) {
    if (text.startsWith("@") || text.startsWith("$") || text.startsWith("."))
      return new JsonPath.Operand.Path(JsonPath.parse(text));
    return new JsonPath.Operand.Value(value(text));
  }

  private static Node value(String text) {
    if (text.length() > 1 && "'\"".indexOf(text.charAt(0)) >= 0)
      return new StringNode(text.substring(1, text.length() - 1));
    if (text.equals("true") || text.equals("false")) return BoolNode.of(text.equals("true"));
    if (text.matches("-?[0-9]{1,18}")) return new LongNode(Long.parseLong(text));
    if (text.matches("-?[0-9]*\\.[0-9]+")) return new DoubleNode(Double.parseDouble(text));
    throw new JsonPathException("cannot compare with " + text);
  }
}
