package pilothouse.server.rest;

import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.yaml.YamlDocument;
import pilothouse.api.yaml.YamlException;
import pilothouse.api.yaml.YamlReader;

/// The first look at a body, before it is read as the kind of a resource: is it a document, an object, and of which kind does it say it is?
///
/// All methods throw [pilothouse.api.ApiException] `BadRequest` in upstream's words, which end with the beginning of the body.
public final class SentBody {
  private static final String NOT_READ = "couldn't get version/kind; json parse error: ";

  private final GroupVersionKind expected;
  private final DecodeErrors errors;

  public SentBody(GroupVersionKind expected) {
    this.expected = expected;
    this.errors = new DecodeErrors(expected);
  }

  public JsonDocument json(Bytes body) {
    try {
      return JsonReader.read(body);
    } catch (JsonException e) {
      String why = String.valueOf(e.getMessage());
      // The kind is found without a look at the numbers, which only the whole object is refused
      // for.
      if (why.startsWith("json: cannot unmarshal number")) throw errors.unhandled(expected, why);
      throw errors.unrecognized(body, NOT_READ + why);
    }
  }

  public YamlDocument yaml(Bytes body) {
    try {
      return YamlReader.read(body);
    } catch (YamlException e) {
      throw errors.unrecognized(body, String.valueOf(e.getMessage()));
    }
  }

  public ObjectNode object(Node root, Bytes body) {
    if (root instanceof ObjectNode object) return object;
    throw errors.unrecognized(
        body, unmarshal(root.typeName(), "value of type " + DecodeErrors.TYPE_META));
  }

  /// The kind that an object tells; what it leaves out is as expected.
  public GroupVersionKind kind(ObjectNode object, Bytes body) {
    for (String field : List.of("apiVersion", "kind")) {
      String json = object.get(field).typeName();
      if (!json.equals("null") && !json.equals("string"))
        throw errors.unrecognized(
            body, unmarshal(json, "struct field ." + field + " of type string"));
    }
    String version = object.get("apiVersion").text();
    if (version.chars().filter(c -> c == '/').count() > 1)
      throw errors.unrecognized(body, "unexpected GroupVersion string: " + version);
    return filled(object);
  }

  private static String unmarshal(String json, String into) {
    return NOT_READ + "json: cannot unmarshal " + json + " into Go " + into;
  }

  /// The same of an object whose `apiVersion` and `kind` are known to be texts.
  GroupVersionKind filled(ObjectNode object) {
    String version = object.get("apiVersion").text();
    String name = object.get("kind").text();
    GroupVersion parsed = version.isEmpty() ? expected.groupVersion() : GroupVersion.parse(version);
    return parsed.kind(name.isEmpty() ? expected.kind() : name);
  }
}
