package pilothouse.builtins.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.registry.Column;

/// Reads `columns.txt`; the file's head explains its lines.
final class ColumnFile {
  private final Function<GroupVersionKind, StructType> types;
  private final FieldDocs docs;
  private final Map<String, List<Column>> byKind = new HashMap<>();
  private List<Column> columns = List.of();
  private String kind = "";

  private ColumnFile(Function<GroupVersionKind, StructType> types, FieldDocs docs) {
    this.types = types;
    this.docs = docs;
  }

  /// The columns of each kind, by `apps/v1/Deployment`.
  static Map<String, List<Column>> read(
      Function<GroupVersionKind, StructType> types, FieldDocs docs) {
    var file = new ColumnFile(types, docs);
    text().lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(file::line);
    return file.byKind;
  }

  private static String text() {
    try (var in = ColumnFile.class.getResourceAsStream("columns.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    if (line.startsWith(" ")) {
      columns.add(column(line));
      return;
    }
    kind = line.strip();
    columns = new ArrayList<>();
    byKind.put(kind, columns);
  }

  private Column column(String line) {
    String[] parts = line.split("\\|", 4);
    String type = parts[1].strip();
    int slash = type.indexOf('/');
    return new Column(
        parts[0].strip(),
        slash < 0 ? type : type.substring(0, slash),
        slash < 0 ? "" : type.substring(slash + 1),
        description(parts[3].strip()),
        parts[2].isBlank() ? 0 : 1);
  }

  private String description(String text) {
    if (!text.startsWith("@")) return text.replace("\\n", "\n");
    if (text.startsWith("@@")) return paragraphs(description(text.substring(1)));
    int hash = text.indexOf('#');
    String of = hash < 0 ? kind : text.substring(1, hash);
    return documentation(
        types.apply(kindOf(of)), text.substring(Math.max(hash, 0) + 1).split("\\."));
  }

  static GroupVersionKind kindOf(String text) {
    int slash = text.lastIndexOf('/');
    return GroupVersion.parse(text.substring(0, slash)).kind(text.substring(slash + 1));
  }

  /// The published models put a space for each line break.
  static String paragraphs(String text) {
    return text.replace("  ", "\n\n");
  }

  private String documentation(StructType root, String[] path) {
    StructType type = root;
    for (int i = 0; i < path.length - 1; i++) {
      var field = type.field(path[i]);
      if (field.isEmpty() || !(items(field.get()) instanceof StructType inner)) return "";
      type = inner;
    }
    return docs.of(type.name(), path[path.length - 1]);
  }

  private static Type items(Field field) {
    return switch (field.type().resolved()) {
      case Type.ListOf list -> list.items().resolved();
      case Type.MapOf map -> map.values().resolved();
      case Type other -> other;
    };
  }
}
