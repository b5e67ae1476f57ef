package pilothouse.storage.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pass over an object's JSON that finds its [Facts].
///
/// Where the resourceVersion goes: built-in kinds write `name, generateName, namespace, selfLink, uid` first, and it
/// follows those of them that are there; custom resources sort their members, and it takes its place among them.
final class FactScan {
  private static final List<byte[]> LEADING =
      List.of(
          ascii("name"),
          ascii("generateName"),
          ascii("namespace"),
          ascii("selfLink"),
          ascii("uid"));
  private static final byte[] UID = ascii("uid");
  private static final byte[] LABELS = ascii("labels");
  private static final byte[] METADATA = ascii("metadata");
  private static final byte[] RESOURCE_VERSION = ascii("resourceVersion");

  private final JsonCursor cursor;
  private final byte[] in;
  private final Interner interner;
  private final String[] fields;
  private final int[] ranks;

  private int spliceAt;
  private Splice splice = Splice.WITH_METADATA;
  private int uidAt;
  private int uidLength;
  private String[] labels = Facts.NONE;

  private FactScan(byte[] in, int fieldCount, Interner interner) {
    this.in = in;
    this.interner = interner;
    cursor = new JsonCursor(in);
    fields = fieldCount == 0 ? Facts.NONE : new String[fieldCount];
    ranks = new int[fieldCount];
  }

  /// @throws IllegalArgumentException if `json` is not an object, or holds a resourceVersion
  static Facts of(
      byte[] json, List<SelectableField> declared, FieldPaths paths, Interner interner) {
    try {
      var scan = new FactScan(json, declared.size(), interner);
      scan.object(paths);
      return scan.facts(declared);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("malformed JSON", e);
    }
  }

  private Facts facts(List<SelectableField> declared) {
    for (int i = 0; i < fields.length; i++) if (ranks[i] == 0) fields[i] = declared.get(i).absent();
    return new Facts(spliceAt, splice, uidAt, uidLength, labels, fields);
  }

  private void object(FieldPaths paths) {
    cursor.take('{');
    spliceAt = cursor.at;
    if (cursor.peek() == '}') splice = Splice.WITH_METADATA_ALONE;
    members(
        paths,
        (from, to, below) -> {
          if (!is(METADATA, from, to)) return false;
          if (cursor.peek() != '{') throw cursor.malformed("metadata is not an object");
          metadata(below);
          return true;
        });
    if (cursor.peek() != 0) throw cursor.malformed("more than one value");
  }

  /// What may take a member over: tells whether it has stepped over the value.
  private interface Member {
    boolean took(int nameFrom, int nameTo, @Nullable FieldPaths below);
  }

  /// Steps over the members of an object, whose brace has been taken, and its end.
  private void members(@Nullable FieldPaths paths, Member special) {
    if (cursor.tookIf('}')) return;
    do {
      cursor.peek();
      int from = cursor.at + 1;
      int to = cursor.skipString();
      cursor.take(':');
      var below = paths == null ? null : paths.child(in, from, to);
      if (!special.took(from, to, below)) value(below);
    } while (cursor.tookIf(','));
    cursor.take('}');
  }

  private void value(@Nullable FieldPaths paths) {
    if (paths == null) {
      cursor.skipValue();
      return;
    }
    int next = cursor.peek();
    if (next == '{' && paths.hasChildren()) {
      cursor.at++;
      members(paths, (_, _, _) -> false);
      return;
    }
    if (next == '{' || next == '[' || paths.uses().isEmpty()) {
      cursor.skipValue();
      return;
    }
    int from = next == '"' ? cursor.at + 1 : cursor.at;
    int to = next == '"' ? cursor.skipString() : cursor.skipScalar();
    if (from == to || (next == 'n')) return;
    String text = cursor.text(from, to, interner);
    for (var use : paths.uses()) keep(use, text);
  }

  private void keep(FieldPaths.Use use, String value) {
    int field = use.field();
    int rank = use.rank() + 1;
    if (ranks[field] != 0 && ranks[field] < rank) return;
    ranks[field] = rank;
    fields[field] = value;
  }

  private void metadata(@Nullable FieldPaths paths) {
    cursor.take('{');
    var place = new Place(cursor.at);
    members(
        paths,
        (from, to, below) -> {
          if (is(RESOURCE_VERSION, from, to)) throw cursor.malformed("a resourceVersion is stored");
          place.before(from, to);
          if (is(UID, from, to) && cursor.peek() == '"') uid();
          else if (is(LABELS, from, to) && cursor.peek() == '{') labels();
          else value(below);
          place.after();
          return true;
        });
    place.decide();
  }

  /// Finds the place of the resourceVersion while the members of `metadata` go by.
  private final class Place {
    private final int open;
    private boolean leading = true;
    private int leadingEnd;
    private int firstGreater;
    private int lastEnd;

    Place(int open) {
      this.open = open;
    }

    void before(int from, int to) {
      leading = leading && LEADING.stream().anyMatch(name -> is(name, from, to));
      if (firstGreater == 0
          && Arrays.compare(in, from, to, RESOURCE_VERSION, 0, RESOURCE_VERSION.length) > 0)
        firstGreater = from - 1;
    }

    void after() {
      lastEnd = cursor.at;
      if (leading) leadingEnd = lastEnd;
    }

    void decide() {
      if (leadingEnd > 0) {
        set(leadingEnd, Splice.AFTER_MEMBER);
      } else if (firstGreater > 0) {
        set(firstGreater, Splice.BEFORE_MEMBER);
      } else if (lastEnd > 0) {
        set(lastEnd, Splice.AFTER_MEMBER);
      } else {
        set(open, Splice.ALONE);
      }
    }

    private void set(int at, Splice kind) {
      spliceAt = at;
      splice = kind;
    }
  }

  private void uid() {
    uidAt = cursor.at + 1;
    uidLength = cursor.skipString() - uidAt;
  }

  private void labels() {
    var pairs = new String[8];
    int n = 0;
    cursor.take('{');
    if (cursor.tookIf('}')) return;
    do {
      if (n == pairs.length) pairs = Arrays.copyOf(pairs, 2 * n);
      pairs[n++] = string();
      cursor.take(':');
      pairs[n++] = string();
    } while (cursor.tookIf(','));
    cursor.take('}');
    labels = Arrays.copyOf(pairs, n);
  }

  private String string() {
    cursor.peek();
    int from = cursor.at + 1;
    return cursor.text(from, cursor.skipString(), interner);
  }

  private boolean is(byte[] name, int from, int to) {
    return Arrays.equals(name, 0, name.length, in, from, to);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
