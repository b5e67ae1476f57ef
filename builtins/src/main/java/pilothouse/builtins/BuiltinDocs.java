package pilothouse.builtins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pilothouse.server.openapi.TypeDocs;

/// Descriptions, enums and unions of the built-in types, as the build derives them; read when first asked for.
public final class BuiltinDocs implements TypeDocs {
  private volatile @Nullable Map<String, String> descriptions;
  private volatile @Nullable Map<String, String[]> extensions;

  @Override
  public String description(String type, String field) {
    Map<String, String> known = descriptions;
    if (known == null) {
      known = readDescriptions();
      descriptions = known;
    }
    return known.getOrDefault(key(type, field), "");
  }

  @Override
  public String ownership(String type, String field) {
    return extension(type, field, 2);
  }

  @Override
  public List<String> values(String type, String field) {
    String values = extension(type, field, 3);
    return values.isEmpty() ? List.of() : List.of(values.split(",", -1));
  }

  @Override
  public String union(String type) {
    return extension(type, "", 2);
  }

  private String extension(String type, String field, int part) {
    Map<String, String[]> known = extensions;
    if (known == null) {
      known = readExtensions();
      extensions = known;
    }
    String[] parts = known.get(key(type, field));
    return parts == null ? "" : parts[part];
  }

  /// The last three parts of an OpenAPI name, which the data goes by, and the field.
  private static String key(String type, String field) {
    int at = type.length();
    for (int i = 0; i < 3 && at > 0; i++) at = type.lastIndexOf('.', at - 1);
    return type.substring(at + 1) + "/" + field;
  }

  private static Map<String, String> readDescriptions() {
    var out = new HashMap<String, String>();
    for (String[] parts : lines("descriptions.txt"))
      out.put(parts[0] + "/" + parts[1], unescaped(parts[2]));
    return out;
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) return text;
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
  }

  private static Map<String, String[]> readExtensions() {
    var out = new HashMap<String, String[]>();
    for (String[] parts : lines("extensions.txt")) out.put(parts[0] + "/" + parts[1], parts);
    return out;
  }

  private static List<String[]> lines(String name) {
    try (InputStream in = BuiltinDocs.class.getResourceAsStream("types/" + name)) {
      if (in == null) throw new IllegalStateException("the build made no types/" + name);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> line.split("\t", -1)).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
