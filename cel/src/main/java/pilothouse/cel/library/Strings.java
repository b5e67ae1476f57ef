package pilothouse.cel.library;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.validation.GoText;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Int;
import pilothouse.cel.value.Value.Text;

/// Texts, counted in code points.
///
/// Source: cel-go `ext/strings.go`, version 2.
final class Strings {
  /// More characters than a request can bring are never a useful result; without a bound `replace` could make terabytes of two megabytes.
  private static final long LONGEST = 64L << 20;

  private Strings() {}

  static void addTo(Overloads all) {
    all.two(
            "startsWith",
            Text.class,
            Text.class,
            (a, b) -> Value.of(a.value().startsWith(b.value())))
        .two("endsWith", Text.class, Text.class, (a, b) -> Value.of(a.value().endsWith(b.value())))
        .two("contains", Text.class, Text.class, (a, b) -> Value.of(a.value().contains(b.value())))
        .one("lowerAscii", Text.class, a -> Value.of(mapped(a.value(), 'A', 'Z', 32)))
        .one("upperAscii", Text.class, a -> Value.of(mapped(a.value(), 'a', 'z', -32)))
        .one("trim", Text.class, a -> Value.of(trim(a.value())))
        .two(
            "format",
            Text.class,
            ListValue.class,
            (a, b) -> Value.of(Formatting.format(a.value(), b)))
        .one("strings.quote", Text.class, a -> Value.of(GoText.quote(a.value(), Strings::plain)));
    places(all);
    parts(all);
  }

  private static void places(Overloads all) {
    all.two("charAt", Text.class, Int.class, Strings::charAt)
        .two(
            "indexOf", Text.class, Text.class, (a, b) -> Value.of(indexOf(a.value(), b.value(), 0)))
        .three(
            "indexOf",
            Text.class,
            Text.class,
            Int.class,
            (a, b, from) -> Value.of(indexOf(a.value(), b.value(), from.value())))
        .two("lastIndexOf", Text.class, Text.class, (a, b) -> Value.of(last(a.value(), b.value())))
        .three(
            "lastIndexOf",
            Text.class,
            Text.class,
            Int.class,
            (a, b, to) -> Value.of(lastIndexOf(a.value(), b.value(), to.value())))
        .two("substring", Text.class, Int.class, (a, from) -> from(a, from.value()))
        .three(
            "substring",
            Text.class,
            Int.class,
            Int.class,
            (a, from, to) -> substring(a, from.value(), to.value()));
  }

  private static void parts(Overloads all) {
    all.three(
            "replace",
            Text.class,
            Text.class,
            Text.class,
            (a, b, c) -> replace(a.value(), b.value(), c.value(), -1))
        .four(
            "replace",
            Text.class,
            Text.class,
            Text.class,
            Int.class,
            args -> replace(text(args[0]), text(args[1]), text(args[2]), ((Int) args[3]).value()))
        .two("split", Text.class, Text.class, (a, b) -> split(a.value(), b.value(), -1))
        .three(
            "split",
            Text.class,
            Text.class,
            Int.class,
            (a, b, n) -> split(a.value(), b.value(), n.value()))
        .one("join", ListValue.class, a -> join(a, ""))
        .two("join", ListValue.class, Text.class, (a, b) -> join(a, b.value()));
  }

  private static String text(Value value) {
    return ((Text) value).value();
  }

  private static String mapped(String text, char from, char to, int by) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c >= from && c <= to ? (char) (c + by) : c);
    }
    return out.toString();
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && space(text.charAt(from))) from++;
    while (to > from && space(text.charAt(to - 1))) to--;
    return text.substring(from, to);
  }

  private static boolean space(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  private static EvalException outOfRange(long index) {
    return new EvalException("index out of range: " + index);
  }

  private static Value charAt(Text text, Int index) {
    long i = index.value();
    int size = text.size();
    if (i < 0 || i > size) throw outOfRange(i);
    return i == size ? Value.of("") : slice(text.value(), i, i + 1);
  }

  private static Value from(Text text, long from) {
    int size = text.size();
    if (from < 0 || from > size) throw outOfRange(from);
    return slice(text.value(), from, size);
  }

  private static Value substring(Text text, long from, long to) {
    int size = text.size();
    if (from > to)
      throw new EvalException("invalid substring range. start: " + from + ", end: " + to);
    if (from < 0 || from > size) throw outOfRange(from);
    if (to > size) throw outOfRange(to);
    return slice(text.value(), from, to);
  }

  private static Value slice(String text, long from, long to) {
    int start = text.offsetByCodePoints(0, (int) from);
    return Value.of(text.substring(start, text.offsetByCodePoints(start, (int) (to - from))));
  }

  private static long indexOf(String text, String part, long from) {
    int size = text.codePointCount(0, text.length());
    if (from < 0) throw outOfRange(from);
    if (part.isEmpty()) return Math.min(from, size);
    if (from >= size) return -1;
    int at = text.indexOf(part, text.offsetByCodePoints(0, (int) from));
    return at < 0 ? -1 : text.codePointCount(0, at);
  }

  private static long last(String text, String part) {
    int at = text.lastIndexOf(part);
    return at < 0 ? -1 : text.codePointCount(0, at);
  }

  private static long lastIndexOf(String text, String part, long to) {
    int size = text.codePointCount(0, text.length());
    if (to < 0) throw outOfRange(to);
    if (part.isEmpty()) return Math.min(to, size);
    if (to >= size) return -1;
    int at = text.lastIndexOf(part, text.offsetByCodePoints(0, (int) to));
    return at < 0 ? -1 : text.codePointCount(0, at);
  }

  /// As Go replaces: an empty part is found before every character and at the end.
  static Value replace(String text, String part, String by, long most) {
    if (most == 0 || part.equals(by)) return Value.of(text);
    long count = 0;
    var out = new StringBuilder();
    int at = 0;
    while (most < 0 || count < most) {
      int found = part.isEmpty() ? nextPlace(text, at, count) : text.indexOf(part, at);
      if (found < 0) break;
      out.append(text, at, found).append(by);
      if (out.length() > LONGEST) throw tooLong();
      at = found + part.length();
      count++;
    }
    return Value.of(out.append(text, at, text.length()).toString());
  }

  private static int nextPlace(String text, int at, long count) {
    if (count == 0) return 0;
    return at >= text.length() ? -1 : text.offsetByCodePoints(at, 1);
  }

  private static Value split(String text, String by, long most) {
    if (most == 0) return ListValue.EMPTY;
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (most < 0 || parts.size() < most - 1) {
      int found = by.isEmpty() ? afterOne(text, at) : text.indexOf(by, at);
      if (found < 0) break;
      parts.add(text.substring(at, found));
      at = found + by.length();
    }
    if (!by.isEmpty() || at < text.length()) parts.add(text.substring(at));
    return ListValue.ofTexts(parts);
  }

  /// Where one more character ends; the last of them is left for the rest.
  private static int afterOne(String text, int at) {
    if (at >= text.length()) return -1;
    int next = text.offsetByCodePoints(at, 1);
    return next >= text.length() ? -1 : next;
  }

  private static Value join(ListValue list, String by) {
    var out = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof Text(String text))) throw EvalException.noSuchOverload();
      if (i > 0) out.append(by);
      out.append(text);
      if (out.length() > LONGEST) throw tooLong();
    }
    return Value.of(out.toString());
  }

  private static EvalException tooLong() {
    return new EvalException("result is longer than " + LONGEST + " characters");
  }

  /// Characters stand for themselves, halves of pairs for none.
  private static void plain(StringBuilder out, int c) {
    out.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
  }
}
