package pilothouse.apiextensions.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.codec.TypedDecoder;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// Brings the metadata of objects, and of objects embedded in them, into the form that all metadata has.
///
/// Source: apiextensions-apiserver `pkg/apiserver/schema/objectmeta/coerce.go`.
public final class Metadatas {
  private static final List<String> LISTS =
      List.of("ownerReferences", "finalizers", "managedFields");

  private final StructType type;
  private final TypeLibrary types;

  public Metadatas(TypeLibrary types) {
    this.types = types;
    this.type = types.type("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
  }

  public StructType type() {
    return type;
  }

  /// An object, and the paths in its metadata that are unknown.
  public record Formed(ObjectNode object, List<String> unknown) {}

  /// The object with its own metadata in form.
  ///
  /// @param lenient drops what does not fit instead of refusing it, as is done with stored objects
  /// @throws DecodeException where it is not lenient and a value does not fit
  public Formed own(ObjectNode object, boolean lenient) {
    if (!object.has("metadata")) return new Formed(object, List.of());
    Node metadata = object.get("metadata");
    if (metadata.isNull()) return new Formed(object.without("metadata"), List.of());
    var unknown = new ArrayList<String>();
    ObjectNode formed = formed(metadata, "metadata", lenient, unknown);
    return new Formed(object.with("metadata", formed), unknown);
  }

  private ObjectNode formed(Node metadata, String path, boolean lenient, List<String> unknown) {
    try {
      return decoded(metadata, path, unknown);
    } catch (DecodeException e) {
      if (!lenient) throw e;
      return fitting(metadata.object());
    }
  }

  private ObjectNode decoded(Node metadata, String path, List<String> unknown) {
    var decoded = TypedDecoder.decode(JsonDocument.of(metadata), type, types);
    String start = "unknown field \"";
    for (String error : decoded.strictErrors())
      if (error.startsWith(start))
        unknown.add(path + "." + error.substring(start.length(), error.length() - 1));
    ObjectNode object = decoded.object();
    if (object.get("creationTimestamp").isNull()) object = object.without("creationTimestamp");
    for (String list : LISTS) if (object.get(list).items().isEmpty()) object = object.without(list);
    return object;
  }

  /// What of stored metadata can be read, member by member.
  private ObjectNode fitting(ObjectNode metadata) {
    var out = ObjectNode.builder();
    metadata.forEach((name, value) -> {
      try {
        out.putAll(decoded(ObjectNode.of(name, value), "", new ArrayList<>()));
      } catch (DecodeException _) {
        // as upstream does: what was stored wrong is not shown
      }
    });
    return out.build();
  }

  /// The object with the metadata of all objects embedded in it in form.
  ///
  /// @throws MetadataException where a value does not fit
  public Formed embedded(ObjectNode object, Schema schema, boolean lenient) {
    var unknown = new ArrayList<String>();
    Node out = members(object, schema, "", lenient, unknown);
    return new Formed(out.object(), unknown);
  }

  private Node value(
      Node value, Schema schema, String path, boolean lenient, List<String> unknown) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode own = schema.embedded() ? resource(object, path, lenient, unknown) : object;
        yield members(own, schema, path, lenient, unknown);
      }
      case ListNode(var items) when schema.items().isPresent() -> {
        var out = new ArrayList<Node>(items.size());
        for (int i = 0; i < items.size(); i++)
          out.add(
              value(items.get(i), schema.items().get(), path + "[" + i + "]", lenient, unknown));
        yield out.equals(items) ? value : ListNode.of(out);
      }
      default -> value;
    };
  }

  private ObjectNode members(
      ObjectNode object, Schema schema, String path, boolean lenient, List<String> unknown) {
    ObjectNode out = object;
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Optional<Schema> own = schema.member(name);
      if (own.isEmpty() || path.isEmpty() && name.equals("metadata")) continue;
      String at = path.isEmpty() ? name : path + "." + name;
      out = out.with(name, value(object.value(i), own.get(), at, lenient, unknown));
    }
    return out;
  }

  private ObjectNode resource(
      ObjectNode object, String path, boolean lenient, List<String> unknown) {
    for (String name : List.of("apiVersion", "kind")) {
      Node value = object.get(name);
      if (!object.has(name) || value instanceof StringNode) continue;
      if (lenient) return resource(object.without(name), path, true, unknown);
      throw refused(path + "." + name, value, "must be a string");
    }
    if (!object.has("metadata")) return object;
    Node metadata = object.get("metadata");
    String at = path + ".metadata";
    try {
      return object.with("metadata", formed(metadata, at, lenient, unknown));
    } catch (DecodeException e) {
      throw refused(at, metadata, String.valueOf(e.getMessage()));
    }
  }

  /// As Go prints maps.
  private static Node sorted(Node value) {
    if (!(value instanceof ObjectNode object)) return value;
    var out = ObjectNode.builder();
    object.names().stream().sorted().forEach(name -> out.put(name, sorted(object.get(name))));
    return out.build();
  }

  private static MetadataException refused(String path, Node value, String why) {
    return new MetadataException(FieldError.invalid(FieldPath.of(path), sorted(value), why));
  }
}
