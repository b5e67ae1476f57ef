package pilothouse.api.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import pilothouse.api.ApiException;

/// A condition on fields that a resource makes selectable: all its terms must hold.
///
/// As text `metadata.name=a,status.phase!=Running`; `\` escapes `,`, `=` and itself in values.
/// Source: apimachinery `pkg/fields/selector.go`.
public record FieldSelector(List<Term> terms) {
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  public FieldSelector {
    terms = List.copyOf(terms);
  }

  /// @param equal whether the field must have the value or must not
  public record Term(String field, boolean equal, String value) {
    @Override
    public String toString() {
      String escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
      return field + (equal ? "=" : "!=") + escaped;
    }
  }

  public static FieldSelector equal(String field, String value) {
    return new FieldSelector(List.of(new Term(field, true, value)));
  }

  /// Reads the query form, terms in order of their text. A text that is no selector is a 400.
  public static FieldSelector parse(String text) {
    var terms = new ArrayList<Term>();
    for (String part : parts(text).stream().sorted().toList())
      if (!part.isEmpty()) terms.add(term(text, part));
    return terms.isEmpty() ? EVERYTHING : new FieldSelector(terms);
  }

  /// The text between commas that no backslash escapes.
  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') i++;
      if (c != ',') continue;
      parts.add(text.substring(start, i));
      start = i + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Term term(String text, String part) {
    for (int i = 0; i < part.length(); i++) {
      boolean equal = part.startsWith("=", i);
      if (!equal && !part.startsWith("!=", i)) continue;
      int sign = part.startsWith("==", i) || !equal ? 2 : 1;
      return new Term(part.substring(0, i), equal, unescaped(part.substring(i + sign)));
    }
    throw ApiException.badRequest(
        "invalid selector: '" + text + "'; can't understand '" + part + "'");
  }

  private static String unescaped(String value) {
    if (value.indexOf('\\') < 0 && value.indexOf('=') < 0) return value;
    var out = new StringBuilder();
    int[] characters = value.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] == '=') throw unescapedCharacter(characters[i]);
      if (characters[i] == '\\') requireEscape(characters, ++i);
      out.appendCodePoint(characters[i]);
    }
    return out.toString();
  }

  private static void requireEscape(int[] characters, int at) {
    if (at == characters.length) throw escapeSequence("\\");
    int c = characters[at];
    if (c != '\\' && c != ',' && c != '=') throw escapeSequence("\\" + Character.toString(c));
  }

  private static ApiException escapeSequence(String sequence) {
    return ApiException.badRequest("invalid field selector: invalid escape sequence: " + sequence);
  }

  /// Upstream prints the character's number.
  private static ApiException unescapedCharacter(int c) {
    return ApiException.badRequest("invalid field selector: unescaped character in value: " + c);
  }

  public boolean matchesEverything() {
    return terms.isEmpty();
  }

  /// @param fields the value of the field of a name; a field that the object lacks reads as the empty text
  public boolean matches(UnaryOperator<String> fields) {
    for (Term term : terms)
      if (term.equal() != fields.apply(term.field()).equals(term.value())) return false;
    return true;
  }

  /// The value that a field must have to match, where this selector demands one.
  public Optional<String> requiredValue(String field) {
    for (Term term : terms)
      if (term.equal() && term.field().equals(field)) return Optional.of(term.value());
    return Optional.empty();
  }

  /// A copy with each term replaced, for resources that know a field by another name or refuse it.
  public FieldSelector map(Function<Term, Term> change) {
    return new FieldSelector(terms.stream().map(change).toList());
  }

  /// The query form, which [#parse] reads back.
  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(","));
  }
}
