package pilothouse.app.chain;

import java.util.HexFormat;
import java.util.List;
import org.yaml.snakeyaml.error.YAMLException;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.Reason;
import pilothouse.api.codec.DecodeException;
import pilothouse.api.codec.TypedDecoder;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Strategy;
import pilothouse.server.rest.Encoding;
import pilothouse.server.rest.ObjectCodec;

/// How the objects of one built-in kind travel: by its published type.
///
/// Source of the texts: apimachinery `pkg/runtime/scheme.go` and `pkg/runtime/serializer/json/json.go`, apiserver
/// `pkg/endpoints/handlers/rest.go`.
final class TypedCodec implements ObjectCodec {
  private static final int SHOWN = 30;
  private static final String NO_OBJECT =
      "Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";

  private final GroupVersionKind kind;
  private final StructType type;
  private final Strategy strategy;
  private final TypeLibrary library;

  TypedCodec(GroupVersionKind kind, StructType type, Strategy strategy, TypeLibrary library) {
    this.kind = kind;
    this.type = type;
    this.strategy = strategy;
    this.library = library;
  }

  @Override
  public List<Encoding> encodings() {
    return Encoding.ALL;
  }

  @Override
  public Decoded decode(Bytes body, Encoding encoding) {
    JsonDocument document = document(body, encoding);
    if (!(document.root() instanceof ObjectNode object))
      throw unrecognized(
          "couldn't get version/kind; json parse error: json: cannot unmarshal "
              + document.root().typeName()
              + " into "
              + NO_OBJECT,
          body);
    GroupVersionKind given = kindOf(object, body);
    requireKind(given);
    try {
      var decoded = TypedDecoder.decode(document, type, library);
      return new Decoded(defaulted(decoded.object()), decoded.strictErrors());
    } catch (DecodeException e) {
      throw cannotBeHandled(given, String.valueOf(e.getMessage()));
    }
  }

  private JsonDocument document(Bytes body, Encoding encoding) {
    try {
      return switch (encoding) {
        case JSON -> JsonReader.read(body);
        case YAML -> JsonDocument.of(YamlText.parse(body));
        case PROTOBUF -> throw notYet();
      };
    } catch (JsonException e) {
      throw unrecognized("couldn't get version/kind; json parse error: " + e.getMessage(), body);
    } catch (YAMLException e) {
      throw unrecognized("yaml: " + e.getMessage(), body);
    }
  }

  private static ApiException notYet() {
    return ApiException.of(Reason.NOT_IMPLEMENTED, "protobuf has not landed yet");
  }

  /// What the object says that it is; where it says nothing, what is expected.
  private GroupVersionKind kindOf(ObjectNode object, Bytes body) {
    String apiVersion = object.get("apiVersion").text();
    String name = object.get("kind").text(kind.kind());
    if (name.isEmpty()) name = kind.kind();
    if (apiVersion.isEmpty()) return new GroupVersionKind(kind.group(), kind.version(), name);
    if (apiVersion.indexOf('/') != apiVersion.lastIndexOf('/'))
      throw unrecognized("unexpected GroupVersion string: " + apiVersion, body);
    return GroupVersion.parse(apiVersion).kind(name);
  }

  private void requireKind(GroupVersionKind given) {
    if (given.equals(kind)) return;
    if (library.type(given).isEmpty() && !given.kind().equals("List"))
      throw cannotBeHandled(
          given,
          "no kind \""
              + given.kind()
              + "\" is registered for version \""
              + given.apiVersion()
              + "\" in scheme \"pkg/runtime/scheme.go:111\"");
    throw cannotBeHandled(
        given,
        "converting ("
            + given.version()
            + "."
            + given.kind()
            + ") to ("
            + goName(false)
            + "): unknown conversion");
  }

  private ApiException cannotBeHandled(GroupVersionKind given, String why) {
    return ApiException.badRequest(
        given.kind()
            + " in version \""
            + given.version()
            + "\" cannot be handled as a "
            + kind.kind()
            + ": "
            + why);
  }

  private ApiException unrecognized(String why, Bytes body) {
    return ApiException.badRequest(
        "the object provided is unrecognized (must be of type "
            + kind.kind()
            + "): "
            + why
            + " ("
            + shown(body)
            + ")");
  }

  /// The beginning of a body: as text where it could be JSON, else as hexadecimal digits.
  private static String shown(Bytes body) {
    byte[] bytes = body.unsafeArray();
    if (bytes.length == 0) return "<empty>";
    int length = Math.min(SHOWN, bytes.length);
    String more = bytes.length > SHOWN ? " ..." : "";
    if (bytes[0] != '{') return HexFormat.of().formatHex(bytes, 0, length) + more;
    return new String(bytes, 0, length, java.nio.charset.StandardCharsets.UTF_8) + more;
  }

  private ObjectNode defaulted(ObjectNode object) {
    return strategy.defaults(named(object));
  }

  /// With `kind` and `apiVersion` first, whether they were given or not.
  private ObjectNode named(ObjectNode object) {
    if (object.has("kind") && object.has("apiVersion")) return object;
    return ObjectNode.builder()
        .put("kind", kind.kind())
        .put("apiVersion", kind.apiVersion())
        .putAll(object.without("kind").without("apiVersion"))
        .build();
  }

  @Override
  public Node optionsTree(Bytes body, Encoding encoding) {
    try {
      return switch (encoding) {
        case JSON -> JsonReader.read(body).root();
        case YAML -> YamlText.parse(body);
        case PROTOBUF -> throw notYet();
      };
    } catch (JsonException | YAMLException e) {
      throw ApiException.badRequest(
          "couldn't get version/kind; json parse error: " + e.getMessage());
    }
  }

  @Override
  public Node configTree(Bytes body) {
    try {
      return startsAsJson(body) ? JsonReader.read(body).root() : YamlText.parse(body);
    } catch (JsonException | YAMLException e) {
      throw ApiException.badRequest("error decoding YAML: " + e.getMessage());
    }
  }

  private static boolean startsAsJson(Bytes body) {
    return body.size() > 0 && body.unsafeArray()[0] == '{';
  }

  @Override
  public boolean strategicPatches() {
    return true;
  }

  @Override
  public Decoded conform(Node patched) {
    try {
      var decoded = TypedDecoder.decode(JsonDocument.of(patched), type, library);
      return new Decoded(defaulted(decoded.object()), decoded.strictErrors());
    } catch (DecodeException e) {
      throw new Mistyped(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Bytes encode(ObjectNode object, Encoding encoding, boolean pretty) {
    return switch (encoding) {
      case JSON -> pretty ? JsonWriter.pretty(object) : JsonWriter.compact(object);
      case YAML -> YamlText.print(object);
      case PROTOBUF -> throw notYet();
    };
  }

  @Override
  public Bytes frame(String event, ObjectNode object) {
    throw notYet();
  }

  @Override
  public ObjectNode skeleton(ObjectNode object) {
    var head =
        ObjectNode.builder()
            .put("kind", kind.kind())
            .put("apiVersion", kind.apiVersion())
            .put("metadata", object.get("metadata"))
            .build();
    return TypedDecoder.decode(JsonDocument.of(head), type, library).object();
  }

  @Override
  public String goType(boolean list) {
    return "*" + goName(list);
  }

  /// Upstream's internal type, such as `core.ConfigMap`; events of both groups are `core.Event`.
  private String goName(boolean list) {
    String group = kind.group().split("\\.")[0];
    String own = group.isEmpty() || group.equals("events") ? "core" : group;
    return own + "." + kind.kind() + (list ? "List" : "");
  }

  @Override
  public boolean itemsCarryType() {
    return false;
  }
}
