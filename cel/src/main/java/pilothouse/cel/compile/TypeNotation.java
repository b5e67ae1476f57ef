package pilothouse.cel.compile;

import com.google.common.collect.ImmutableList;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.types.TypeParamType;
import java.util.ArrayList;
import java.util.List;

/// Reads types as `functions.txt` writes them: `map(string, list(A))`, where a single capital is a parameter and a dotted name an object.
final class TypeNotation {
  private final String text;
  private int at;

  private TypeNotation(String text) {
    this.text = text;
  }

  static CelType type(String text) {
    return new TypeNotation(text).next();
  }

  static List<CelType> types(String text) {
    if (text.isBlank()) return List.of();
    var notation = new TypeNotation(text);
    var types = new ArrayList<CelType>();
    do types.add(notation.next());
    while (notation.skip(','));
    return List.copyOf(types);
  }

  private CelType next() {
    String name = name();
    List<CelType> arguments = arguments();
    return switch (name) {
      case "list" -> ListType.create(arguments.getFirst());
      case "map" -> MapType.create(arguments.getFirst(), arguments.getLast());
      case "optional" -> OptionalType.create(arguments.getFirst());
      default -> named(name);
    };
  }

  private static CelType named(String name) {
    if (name.length() == 1) return TypeParamType.create(name);
    if (name.startsWith("net.")) return OpaqueType.create(name, ImmutableList.of());
    if (name.indexOf('.') > 0) return StructTypeReference.create(name);
    return switch (name) {
      case "bool" -> SimpleType.BOOL;
      case "int" -> SimpleType.INT;
      case "uint" -> SimpleType.UINT;
      case "double" -> SimpleType.DOUBLE;
      case "string" -> SimpleType.STRING;
      case "bytes" -> SimpleType.BYTES;
      case "duration" -> SimpleType.DURATION;
      case "timestamp" -> SimpleType.TIMESTAMP;
      case "dyn" -> SimpleType.DYN;
      default -> throw new IllegalArgumentException("no type " + name);
    };
  }

  private List<CelType> arguments() {
    if (!skip('(')) return List.of();
    var arguments = new ArrayList<CelType>();
    do arguments.add(next());
    while (skip(','));
    skip(')');
    return arguments;
  }

  private String name() {
    while (at < text.length() && text.charAt(at) == ' ') at++;
    int from = at;
    while (at < text.length() && "(),".indexOf(text.charAt(at)) < 0) at++;
    return text.substring(from, at).strip();
  }

  private boolean skip(char c) {
    if (at >= text.length() || text.charAt(at) != c) return false;
    at++;
    return true;
  }
}
