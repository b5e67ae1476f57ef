package pilothouse.apiextensions.resource;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.Reason;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.schema.StructType;
import pilothouse.api.structural.Defaulting;
import pilothouse.api.structural.Pruning;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.yaml.YamlDocument;
import pilothouse.api.yaml.YamlWriter;
import pilothouse.apiextensions.metadata.MetadataException;
import pilothouse.apiextensions.metadata.Metadatas;
import pilothouse.server.rest.DecodeErrors;
import pilothouse.server.rest.Encoding;
import pilothouse.server.rest.ObjectCodec;
import pilothouse.server.rest.SentBody;

/// The codec of a custom resource, which its schema drives. Protobuf is there for tables and metadata of objects alone.
final class CustomCodec implements ObjectCodec {
  private final GroupVersionKind kind;
  private final Schema schema;
  private final StructType type;
  private final Metadatas metadatas;
  private final ObjectCodec plain;
  private final DecodeErrors errors;
  private final SentBody sent;

  /// @param plain reads what is no object of this resource
  CustomCodec(
      GroupVersionKind kind,
      Schema schema,
      StructType type,
      Metadatas metadatas,
      ObjectCodec plain) {
    this.kind = kind;
    this.schema = schema;
    this.type = type;
    this.metadatas = metadatas;
    this.plain = plain;
    this.errors = new DecodeErrors(kind);
    this.sent = new SentBody(kind);
  }

  @Override
  public StructType type() {
    return type;
  }

  @Override
  public List<Encoding> encodings() {
    return Encoding.ALL;
  }

  @Override
  public Decoded decode(Bytes body, Encoding encoding) {
    return switch (encoding) {
      case JSON -> {
        JsonDocument document = sent.json(body);
        yield decoded(body, document.root(), document.duplicateErrors());
      }
      case YAML -> {
        YamlDocument document = sent.yaml(body);
        yield decoded(body, document.root(), document.strictErrors());
      }
      case PROTOBUF ->
          throw ApiException.of(
              Reason.UNSUPPORTED_MEDIA_TYPE, "custom resources cannot be sent as protobuf");
    };
  }

  private Decoded decoded(Bytes body, Node root, List<String> repeated) {
    ObjectNode object = sent.object(root, body);
    GroupVersion version = sent.kind(object, body).groupVersion();
    if (object.get("kind").text().isEmpty())
      throw errors.unhandled(kind, "Object 'Kind' is missing in '" + root + "'");
    try {
      Decoded formed = formed(object, repeated);
      if (!version.equals(kind.groupVersion()))
        throw DecodeErrors.otherVersion(version, kind.groupVersion());
      return formed;
    } catch (DecodeException | MetadataException e) {
      throw errors.unhandled(kind, String.valueOf(e.getMessage()));
    }
  }

  /// The object with what its schema makes of it.
  private Decoded formed(ObjectNode object, List<String> repeated) {
    var strict = new ArrayList<>(repeated);
    Metadatas.Formed own = metadatas.own(named(object), false);
    own.unknown().forEach(path -> strict.add(unknown(path)));
    Pruning.Pruned pruned = Pruning.prune(own.object(), schema);
    pruned.unknown().forEach(path -> strict.add(unknown(path)));
    ObjectNode out = Defaulting.withoutNulls(pruned.object(), schema).object();
    Metadatas.Formed embedded = metadatas.embedded(out, schema, false);
    embedded.unknown().forEach(path -> strict.add(unknown(path)));
    return new Decoded(Defaulting.fill(embedded.object(), schema).object(), strict);
  }

  private static String unknown(String path) {
    return "unknown field \"" + path + "\"";
  }

  private ObjectNode named(ObjectNode object) {
    ObjectNode out = object;
    if (object.get("kind").text().isEmpty()) out = out.with("kind", kind.kind());
    if (object.get("apiVersion").text().isEmpty()) out = out.with("apiVersion", kind.apiVersion());
    return out;
  }

  @Override
  public Node optionsTree(Bytes body, Encoding encoding) {
    return plain.optionsTree(body, encoding);
  }

  @Override
  public Node configTree(Bytes body) {
    return plain.configTree(body);
  }

  @Override
  public boolean strategicPatches() {
    return false;
  }

  @Override
  public Decoded conform(Node patched) {
    if (!(patched instanceof ObjectNode object)) throw new Mistyped("a patch must leave an object");
    try {
      return formed(object, List.of());
    } catch (DecodeException | MetadataException e) {
      throw new Mistyped(String.valueOf(e.getMessage()));
    }
  }

  /// What an apply brings is not pruned, as it was checked against the type; and its nulls are for validation to refuse.
  @Override
  public ObjectNode applied(ObjectNode merged) {
    try {
      ObjectNode own = metadatas.own(named(merged), false).object();
      return Defaulting.fill(own, schema).object();
    } catch (DecodeException e) {
      throw new Mistyped(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Bytes encode(ObjectNode object, Encoding encoding, boolean pretty) {
    return switch (encoding) {
      case JSON -> pretty ? JsonWriter.pretty(object) : JsonWriter.compact(object);
      case YAML -> YamlWriter.write(object);
      case PROTOBUF -> protobuf(object);
    };
  }

  private Bytes protobuf(ObjectNode object) {
    String name = object.get("kind").text();
    if (name.startsWith("PartialObjectMetadata") || name.equals("Status"))
      return plain.encode(object, Encoding.PROTOBUF, false);
    throw ApiException.of(
        Reason.NOT_ACCEPTABLE,
        "object *unstructured.Unstructured does not implement the protobuf marshalling interface and cannot be encoded to a protobuf message");
  }

  @Override
  public Bytes message(ObjectNode object, boolean metadata) {
    protobuf(object);
    return plain.message(object, metadata);
  }

  @Override
  public Bytes frame(String eventType, ObjectNode object) {
    protobuf(object);
    return plain.frame(eventType, object);
  }

  @Override
  public ObjectNode skeleton(ObjectNode object) {
    return object;
  }

  @Override
  public String goType(boolean list) {
    return list ? "*unstructured.UnstructuredList" : "*unstructured.Unstructured";
  }

  @Override
  public boolean itemsCarryType() {
    return true;
  }
}
