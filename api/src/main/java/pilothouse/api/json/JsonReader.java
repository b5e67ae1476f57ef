package pilothouse.api.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Reads one JSON document from bytes.
///
/// Numbers that are written as whole and fit 64 bits become [LongNode], others [DoubleNode]. Invalid UTF-8 and lone surrogates become U+FFFD, as
/// Go reads them. Containers are kept on a stack of our own, so that depth costs memory and never the thread's stack.
///
/// Source of the limit and the texts: Go `encoding/json/scanner.go`, which upstream's decoder follows.
public final class JsonReader {
  /// How deep containers may stand in each other.
  public static final int MAX_DEPTH = 10_000;

  /// How many floats are remembered as they were written; only a message about the first wrong value needs them.
  private static final int LITERALS_KEPT = 1_000;

  private static final String WORD_ENDS = ",:\"{}[]";
  private static final String VALUE = "looking for beginning of value";
  private static final String KEY = "looking for beginning of object key string";

  private final byte[] in;
  private final int end;
  private int at;
  private final ArrayDeque<Open> stack = new ArrayDeque<>();
  private final Map<ObjectNode, List<String>> duplicates = new IdentityHashMap<>(0);
  private final Map<Node, String> literals = new IdentityHashMap<>(0);

  /// A container that is not closed yet; exactly one of its two collections is in use.
  private static final class Open {
    final ObjectNode.@Nullable Builder members;
    final @Nullable List<Node> items;
    String name = "";
    @Nullable List<String> twice;

    Open(ObjectNode.@Nullable Builder members, @Nullable List<Node> items) {
      this.members = members;
      this.items = items;
    }
  }

  /// Names of members whose values are passed over.
  private final Set<String> without;

  private JsonReader(byte[] in, int from, int end, Set<String> without) {
    this.in = in;
    this.at = from;
    this.end = end;
    this.without = without;
  }

  /// @throws JsonException when the bytes are not exactly one JSON value
  public static JsonDocument read(Bytes bytes) {
    return read(bytes.unsafeArray());
  }

  public static JsonDocument read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  public static JsonDocument read(byte[] bytes, int from, int end) {
    return new JsonReader(bytes, from, end, Set.of()).document();
  }

  /// The tree alone, for bytes of our own making.
  public static Node tree(byte[] bytes) {
    return read(bytes).root();
  }

  /// The tree without the values of some members, wherever they stand, for bytes of our own making: these are not even looked at, and null stands for them.
  public static Node treeWithout(byte[] bytes, Set<String> names) {
    return new JsonReader(bytes, 0, bytes.length, names).document().root();
  }

  private JsonDocument document() {
    Node value = beginValue();
    while (true) {
      Open open = stack.peek();
      if (open == null) break;
      value = open.members != null ? inObject(open, open.members, value) : inList(open, value);
    }
    if (peek() >= 0) throw JsonException.character(in[at], "after top-level value", at);
    return new JsonDocument(Objects.requireNonNull(value), duplicates, literals);
  }

  /// Reads a value; for a container that is not empty, opens it and answers null.
  private @Nullable Node beginValue() {
    int c = next();
    return switch (c) {
      case '{' -> beginObject();
      case '[' -> beginList();
      case '"' -> new StringNode(JsonStrings.read(this));
      case 't' -> literal("true", BoolNode.TRUE);
      case 'f' -> literal("false", BoolNode.FALSE);
      case 'n' -> literal("null", NullNode.NULL);
      default -> {
        if (c == '-' || c >= '0' && c <= '9') yield number();
        throw JsonException.character((byte) c, VALUE, at - 1);
      }
    };
  }

  private @Nullable Node beginObject() {
    checkDepth();
    if (peek() == '}') {
      at++;
      return ObjectNode.EMPTY;
    }
    var open = new Open(ObjectNode.builder(), null);
    stack.push(open);
    readName(open);
    return null;
  }

  private @Nullable Node beginList() {
    checkDepth();
    if (peek() == ']') {
      at++;
      return ListNode.EMPTY;
    }
    stack.push(new Open(null, new ArrayList<>()));
    return null;
  }

  private void checkDepth() {
    if (stack.size() >= MAX_DEPTH)
      throw JsonException.character(in[at - 1], "exceeded max depth", at - 1);
  }

  /// One step inside an object: puts the finished value where there is one, else reads the next.
  private @Nullable Node inObject(Open open, ObjectNode.Builder members, @Nullable Node value) {
    if (value == null) return isPassedOver(open) ? passOver() : beginValue();
    put(open, members, value);
    int c = next();
    if (c == ',') {
      readName(open);
      return null;
    }
    if (c != '}') throw JsonException.character((byte) c, "after object key:value pair", at - 1);
    stack.pop();
    ObjectNode object = members.build();
    if (open.twice != null) duplicates.put(object, open.twice);
    return object;
  }

  private boolean isPassedOver(Open open) {
    return !without.isEmpty() && without.contains(open.name);
  }

  /// Only strings and brackets count, as the value is known to be well-formed.
  private Node passOver() {
    int depth = 0;
    do {
      switch (next()) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> passOverText();
        default -> passOverWord();
      }
    } while (depth > 0);
    return NullNode.NULL;
  }

  private void passOverText() {
    for (byte c = raw(); c != '"'; c = raw()) if (c == '\\') raw();
  }

  /// A number or a literal, or the comma or colon before the next value.
  private void passOverWord() {
    while (at < end && WORD_ENDS.indexOf(in[at]) < 0) at++;
  }

  private static void put(Open open, ObjectNode.Builder members, Node value) {
    int before = members.size();
    members.put(open.name, value);
    if (members.size() > before) return;
    if (open.twice == null) open.twice = new ArrayList<>();
    open.twice.add(open.name);
  }

  private @Nullable Node inList(Open open, @Nullable Node value) {
    var items = Objects.requireNonNull(open.items);
    if (value == null) return beginValue();
    items.add(value);
    int c = next();
    if (c == ',') return null;
    if (c != ']') throw JsonException.character((byte) c, "after array element", at - 1);
    stack.pop();
    return ListNode.of(items);
  }

  private void readName(Open open) {
    int c = next();
    if (c != '"') throw JsonException.character((byte) c, KEY, at - 1);
    open.name = JsonStrings.read(this);
    c = next();
    if (c != ':') throw JsonException.character((byte) c, "after object key", at - 1);
  }

  private Node literal(String word, Node value) {
    for (int i = 1; i < word.length(); i++) {
      byte c = raw();
      if (c != word.charAt(i))
        throw JsonException.character(
            c, "in literal " + word + " (expecting '" + word.charAt(i) + "')", at - 1);
    }
    return value;
  }

  private Node number() {
    int start = at - 1;
    boolean whole = true;
    int first = in[start] == '-' ? digit("in numeric literal") : in[start];
    if (first != '0') digits();
    if (at < end && in[at] == '.') {
      whole = false;
      at++;
      digit("after decimal point in numeric literal");
      digits();
    }
    if (at < end && (in[at] == 'e' || in[at] == 'E')) {
      whole = false;
      at++;
      if (at < end && (in[at] == '+' || in[at] == '-')) at++;
      digit("in exponent of numeric literal");
      digits();
    }
    if (whole && at - start < 19) return new LongNode(whole(start));
    return wide(new String(in, start, at - start, StandardCharsets.ISO_8859_1), whole, start);
  }

  private long whole(int start) {
    boolean negative = in[start] == '-';
    long value = 0;
    for (int i = negative ? start + 1 : start; i < at; i++) value = value * 10 + (in[i] - '0');
    return negative ? -value : value;
  }

  private Node wide(String text, boolean whole, int start) {
    if (whole) {
      try {
        return new LongNode(Long.parseLong(text));
      } catch (NumberFormatException tooWide) {
        // beyond 64 bits: a float, as Go's decoder for `any` has it
      }
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value))
      throw new JsonException(
          "json: cannot unmarshal number " + text + " into Go value of type float64", start);
    var number = new DoubleNode(value);
    if (literals.size() < LITERALS_KEPT) literals.put(number, text);
    return number;
  }

  private int digit(String where) {
    byte c = raw();
    if (c < '0' || c > '9') throw JsonException.character(c, where, at - 1);
    return c;
  }

  private void digits() {
    while (at < end && in[at] >= '0' && in[at] <= '9') at++;
  }

  /// The next byte that is no white space, taken.
  private int next() {
    if (peek() < 0) throw JsonException.end(end);
    return in[at++] & 0xff;
  }

  /// The next byte that is no white space, left; -1 at the end.
  private int peek() {
    while (at < end) {
      byte c = in[at];
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return c & 0xff;
      at++;
    }
    return -1;
  }

  /// The next byte, taken.
  byte raw() {
    if (at >= end) throw JsonException.end(end);
    return in[at++];
  }

  byte[] input() {
    return in;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  int end() {
    return end;
  }
}
