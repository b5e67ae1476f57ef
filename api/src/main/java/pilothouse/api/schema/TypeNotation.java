package pilothouse.api.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;

/// Reads the notation that the build writes.
///
/// A field is `name|number|type|presence|flags|patch|default`. Types: `s b i l d y t m u q x` for the scalars in the order of [ScalarType], `a` any tree,
/// `A` any atomic tree, `@name;` a struct (`!` before it atomic, `~` granular here), `[` list, `[=` set, `[#keys;` map list, `{` map, `{!` atomic map,
/// `%name;` a choice. Presence: `A Z G E N` in the order of [Presence]. Flags: `r` required, `n` inline. Patch: `m` merge, `k` retain keys, `:` merge key.
final class TypeNotation {
  private static final String SCALARS = "sbildytmuqx";
  private static final ScalarType[] SCALAR_TYPES = ScalarType.values();
  private static final String PRESENCES = "AZGEN";
  private static final Presence[] PRESENCE_VALUES = Presence.values();

  private final TypeLibrary library;
  private String text = "";
  private int at;

  TypeNotation(TypeLibrary library) {
    this.library = library;
  }

  StructType struct(String line) {
    String[] parts = line.split("\t", -1);
    var fields = new ArrayList<Field>(parts.length - 2);
    for (int i = 2; i < parts.length; i++) fields.add(field(parts[i]));
    return new StructType(OpenApiNames.fullName(parts[0]), fields, parts[1].contains("a"), false);
  }

  private Field field(String part) {
    String[] parts = part.split("\\|", 7);
    return new Field(
        parts[0],
        Integer.parseInt(parts[1]),
        type(parts[2]),
        PRESENCE_VALUES[PRESENCES.indexOf(parts[3])],
        parts[4].contains("r"),
        patching(parts[5]),
        parts[6].isEmpty() ? NullNode.NULL : json(parts[6]),
        parts[4].contains("n"));
  }

  private static Node json(String text) {
    return JsonReader.tree(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Patching patching(String text) {
    if (text.isEmpty()) return Patching.REPLACE;
    int colon = text.indexOf(':');
    String strategies = colon < 0 ? text : text.substring(0, colon);
    return new Patching(
        strategies.contains("m"),
        strategies.contains("k"),
        colon < 0 ? "" : text.substring(colon + 1));
  }

  private Type type(String notation) {
    text = notation;
    at = 0;
    return next();
  }

  private Type next() {
    char c = text.charAt(at++);
    return switch (c) {
      case '[' -> list();
      case '{' -> map();
      case '@' -> reference(word());
      case '!' -> owned(true);
      case '~' -> owned(false);
      case 'a' -> new Type.Any(false);
      case 'A' -> new Type.Any(true);
      case '%' -> choice(word());
      default -> SCALAR_TYPES[SCALARS.indexOf(c)];
    };
  }

  private Type map() {
    boolean atomic = skip('!');
    return new Type.MapOf(next(), atomic);
  }

  private Type list() {
    if (skip('=')) return new Type.ListOf(next(), ListKind.SET, List.of());
    if (!skip('#')) return new Type.ListOf(next(), ListKind.ATOMIC, List.of());
    List<String> keys = List.of(word().split(","));
    return new Type.ListOf(next(), ListKind.MAP, keys);
  }

  private boolean skip(char c) {
    if (text.charAt(at) != c) return false;
    at++;
    return true;
  }

  private String word() {
    int end = text.indexOf(';', at);
    String word = text.substring(at, end);
    at = end + 1;
    return word;
  }

  private Type reference(String name) {
    return new Type.Ref(OpenApiNames.fullName(name), () -> library.find(name).orElseThrow());
  }

  private Type owned(boolean atomic) {
    at++;
    String name = word();
    return new Type.Ref(OpenApiNames.fullName(name), () -> library.owned(name, atomic));
  }

  /// A value that has one of several forms in JSON; who reads it goes by the name, for all others it is any tree, owned whole.
  private static Type choice(String name) {
    return new Type.Ref("choice." + name, () -> new Type.Any(true));
  }
}
