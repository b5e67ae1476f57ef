package pilothouse.api.structural;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.ListKind;
import pilothouse.api.schema.Patching;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;

/// The types by which objects of a schema are owned and merged.
public final class SchemaTypes {
  private static final Set<String> META = Set.of("apiVersion", "kind", "metadata");

  private final StructType metadata;

  /// @param metadata the type of `ObjectMeta`
  public SchemaTypes(StructType metadata) {
    this.metadata = metadata;
  }

  /// The type of a whole object.
  public StructType of(String name, Schema schema) {
    return struct(name, schema, true);
  }

  private StructType struct(String name, Schema schema, boolean resource) {
    var fields = new ArrayList<Field>();
    if (resource) {
      fields.add(field("apiVersion", ScalarType.STRING, NullNode.NULL));
      fields.add(field("kind", ScalarType.STRING, NullNode.NULL));
      fields.add(field("metadata", metadata, NullNode.NULL));
    }
    schema
        .properties()
        .forEach((property, own) -> {
          if (resource && META.contains(property)) return;
          fields.add(field(property, type(own), own.standard().orElse(NullNode.NULL)));
        });
    return new StructType(
        name, fields, schema.merging().map().equals("atomic"), schema.preserves());
  }

  private static Field field(String name, Type type, Node standard) {
    return new Field(name, 0, type, Presence.WHEN_GIVEN, false, Patching.REPLACE, standard, false);
  }

  private Type type(Schema schema) {
    if (schema.intOrString()) return ScalarType.INT_OR_STRING;
    return switch (schema.type()) {
      case "string" -> ScalarType.STRING;
      case "boolean" -> ScalarType.BOOL;
      case "integer" -> ScalarType.INT64;
      case "number" -> ScalarType.DOUBLE;
      case "array" -> list(schema);
      case "object" -> object(schema);
      default -> new Type.Any(schema.merging().map().equals("atomic"));
    };
  }

  private Type list(Schema schema) {
    Type items = schema.items().map(this::type).orElse(new Type.Any(false));
    return switch (schema.merging().list()) {
      case "set" -> new Type.ListOf(items, ListKind.SET, List.of());
      case "map" -> new Type.ListOf(items, ListKind.MAP, schema.merging().keys());
      default -> new Type.ListOf(items, ListKind.ATOMIC, List.of());
    };
  }

  private Type object(Schema schema) {
    boolean atomic = schema.merging().map().equals("atomic");
    return switch (schema.others()) {
      case Schema.Others.Of(var values) when schema.properties().isEmpty() ->
          new Type.MapOf(type(values), atomic);
      case Schema.Others.Said(boolean allowed) when allowed && schema.properties().isEmpty() ->
          new Type.MapOf(new Type.Any(false), atomic);
      default -> struct("", schema, schema.embedded());
    };
  }
}
