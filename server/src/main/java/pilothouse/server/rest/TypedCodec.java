package pilothouse.server.rest;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.codec.TypedDecoder;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.protobuf.Envelope;
import pilothouse.api.protobuf.ProtobufException;
import pilothouse.api.protobuf.ProtobufReader;
import pilothouse.api.protobuf.ProtobufWriter;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.yaml.YamlDocument;
import pilothouse.api.yaml.YamlException;
import pilothouse.api.yaml.YamlReader;
import pilothouse.api.yaml.YamlWriter;
import pilothouse.registry.ResourceDefinition;

/// The codec of a built-in kind, which its declared type drives.
public final class TypedCodec implements ObjectCodec {
  private static final int ENVELOPE_START = 4;
  private static final String LIST_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta";

  private final GroupVersionKind kind;
  private final StructType type;
  private final TypeLibrary types;
  private final KnownKinds known;
  private final Defaults defaults;
  private final DecodeErrors errors;
  private final SentBody sent;

  /// Fills in what a client left out.
  @FunctionalInterface
  public interface Defaults {
    ObjectNode of(ObjectNode object);
  }

  public TypedCodec(ResourceDefinition definition, TypeLibrary types, KnownKinds known) {
    this(definition.kind(), definition.type(), types, known, definition.strategy()::defaults);
  }

  public TypedCodec(
      GroupVersionKind kind,
      StructType type,
      TypeLibrary types,
      KnownKinds known,
      Defaults defaults) {
    this.kind = kind;
    this.type = type;
    this.types = types;
    this.known = known;
    this.defaults = defaults;
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
    if (encoding != Encoding.YAML) return decode(body, document(body, encoding));
    YamlDocument yaml = sent.yaml(body);
    Decoded decoded = decode(body, JsonDocument.of(yaml.root()));
    var strict = new ArrayList<>(yaml.strictErrors());
    strict.addAll(decoded.strictErrors());
    return new Decoded(decoded.object(), strict);
  }

  private Decoded decode(Bytes body, JsonDocument document) {
    Node root = document.root().isNull() ? ObjectNode.EMPTY : document.root();
    ObjectNode object = sent.object(root, body);
    GroupVersionKind told = sent.kind(object, body);
    requireOurs(told);
    try {
      var decoded = TypedDecoder.decode(document(document, object), type, types);
      return new Decoded(defaults.of(named(decoded.object())), decoded.strictErrors());
    } catch (DecodeException e) {
      throw errors.unhandled(told, String.valueOf(e.getMessage()));
    }
  }

  private static JsonDocument document(JsonDocument document, ObjectNode object) {
    return document.root() == object ? document : JsonDocument.of(object);
  }

  private JsonDocument document(Bytes body, Encoding encoding) {
    return switch (encoding) {
      case JSON -> sent.json(body);
      case YAML -> JsonDocument.of(sent.yaml(body).root());
      case PROTOBUF -> JsonDocument.of(protobuf(body));
    };
  }

  /// Upstream reads the envelope first, so that a wrong kind is refused before a broken body.
  private ObjectNode protobuf(Bytes body) {
    Envelope envelope = envelope(body);
    GroupVersionKind told =
        sent.kind(
            ObjectNode.builder()
                .put("apiVersion", envelope.apiVersion())
                .put("kind", envelope.kind())
                .build(),
            body);
    requireOurs(told);
    try {
      return ProtobufReader.read(envelope, type, types);
    } catch (ProtobufException e) {
      throw errors.unhandled(told, String.valueOf(e.getMessage()));
    }
  }

  private Envelope envelope(Bytes body) {
    if (body.size() == 0) throw errors.unrecognized(body, "empty data");
    if (body.size() == ENVELOPE_START && Envelope.matches(body.unsafeArray()))
      throw errors.unrecognized(body, "empty body");
    try {
      return Envelope.read(body.unsafeArray());
    } catch (ProtobufException e) {
      throw errors.unrecognized(body, String.valueOf(e.getMessage()));
    }
  }

  private static Node yamlTree(Bytes body, String before) {
    try {
      return YamlReader.read(body).root();
    } catch (YamlException e) {
      throw ApiException.badRequest(before + e.getMessage());
    }
  }

  private void requireOurs(GroupVersionKind told) {
    if (told.equals(kind) || KnownKinds.readAs(kind, told)) return;
    if (!known.has(told)) throw errors.unregistered(told);
    if (!told.kind().equals(kind.kind())) throw errors.unconvertible(told);
    throw DecodeErrors.otherVersion(told.groupVersion(), kind.groupVersion());
  }

  private ObjectNode named(ObjectNode object) {
    return object.has("kind") && object.has("apiVersion")
        ? object.with("kind", kind.kind()).with("apiVersion", kind.apiVersion())
        : ObjectNode.builder()
            .put("kind", kind.kind())
            .put("apiVersion", kind.apiVersion())
            .putAll(object.without("kind").without("apiVersion"))
            .build();
  }

  @Override
  public Node optionsTree(Bytes body, Encoding encoding) {
    return switch (encoding) {
      case JSON -> DeleteRequests.parse(body);
      case YAML -> yamlTree(body, "");
      case PROTOBUF -> protobufOptions(body);
    };
  }

  private ObjectNode protobufOptions(Bytes body) {
    try {
      Envelope envelope = Envelope.read(body.unsafeArray());
      var kind = new GroupVersionKind("meta.k8s.io", "v1", "DeleteOptions");
      return ProtobufReader.read(envelope, types.type(kind).orElseThrow(), types);
    } catch (ProtobufException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Node configTree(Bytes body) {
    return yamlTree(body, "error decoding YAML: error converting YAML to JSON: ");
  }

  @Override
  public boolean strategicPatches() {
    return true;
  }

  @Override
  public Decoded conform(Node patched) {
    try {
      requireSame(patched);
      var decoded = TypedDecoder.decode(JsonDocument.of(patched), type, types);
      return new Decoded(defaults.of(named(decoded.object())), decoded.strictErrors());
    } catch (DecodeException e) {
      throw new Mistyped(String.valueOf(e.getMessage()));
    }
  }

  /// Refuses what a patch has made another kind of: upstream reads it as that kind before it finds that it cannot be this one.
  private void requireSame(Node patched) {
    GroupVersionKind told = sent.filled(patched.object());
    if (told.equals(kind)) return;
    if (!known.has(told)) throw new Mistyped(DecodeErrors.notRegistered(told));
    types
        .type(told)
        .ifPresent(other -> TypedDecoder.decode(JsonDocument.of(patched), other, types));
    throw new Mistyped(errors.conversion(told));
  }

  @Override
  public Bytes encode(ObjectNode object, Encoding encoding, boolean pretty) {
    return switch (encoding) {
      case JSON -> pretty ? JsonWriter.pretty(object) : JsonWriter.compact(object);
      case YAML -> YamlWriter.write(object);
      case PROTOBUF -> ProtobufWriter.write(object, typeOf(object), types);
    };
  }

  /// The type of what is answered: this kind, a list of it, or a form that every kind has.
  private StructType typeOf(ObjectNode object) {
    String name = object.get("kind").text();
    GroupVersion version = GroupVersion.parse(object.get("apiVersion").text());
    if (name.equals(kind.kind()) && version.equals(kind.groupVersion())) return type;
    GroupVersionKind sent =
        version.group().equals("meta.k8s.io")
            ? new GroupVersionKind("meta.k8s.io", "v1", name)
            : version.kind(name);
    return types.type(sent).orElseThrow(() -> ApiException.internal("no protobuf form of " + sent));
  }

  @Override
  public Bytes message(ObjectNode object, boolean metadata) {
    return ProtobufWriter.message(object, metadata ? types.type(LIST_META) : type, types);
  }

  @Override
  public Bytes frame(String eventType, ObjectNode object) {
    return WatchMessage.frame(eventType, encode(object, Encoding.PROTOBUF, false));
  }

  @Override
  public ObjectNode skeleton(ObjectNode object) {
    return TypedDecoder.decode(JsonDocument.of(object), type, types).object();
  }

  @Override
  public String goType(boolean list) {
    return "*" + DecodeErrors.packageOf(kind) + "." + kind.kind() + (list ? "List" : "");
  }

  @Override
  public boolean itemsCarryType() {
    return false;
  }
}
