package pilothouse.server.openapi;

import java.util.Map;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.yaml.YamlWriter;

/// Documents in the protobuf form of gnostic, which older clients ask for.
///
/// Field numbers. Source: google/gnostic-models `openapiv2/OpenAPIv2.proto` and `openapiv3/OpenAPIv3.proto`.
final class Gnostic {
  private Gnostic() {}

  static Bytes v2(ObjectNode document) {
    var out = new ProtoMessage();
    out.text(1, document.get("swagger").text());
    out.message(2, info(document.get("info")));
    out.message(8, paths(document.get("paths").object(), 2, Gnostic::pathV2));
    out.message(9, named(document.get("definitions").object(), 1, Gnostic::schemaV2));
    out.message(10, named(document.get("parameters").object(), 1, Gnostic::parameterV2));
    for (Node security : document.get("security").items()) out.message(12, security(security, 1));
    out.message(
        13,
        named(
            document.get("securityDefinitions").object(),
            1,
            definition -> new ProtoMessage().message(2, apiKeyV2(definition))));
    return out.bytes();
  }

  static Bytes v3(ObjectNode document) {
    var out = new ProtoMessage();
    out.text(1, document.get("openapi").text());
    out.message(2, info(document.get("info")));
    out.message(4, paths(document.get("paths").object(), 1, Gnostic::pathV3));
    var components = new ProtoMessage();
    components.message(
        1, named(document.at("components", "schemas").object(), 1, Gnostic::schemaOrReference));
    components.message(
        7,
        named(
            document.at("components", "securitySchemes").object(),
            1,
            scheme -> new ProtoMessage().message(1, securityV3(scheme))));
    return out.message(5, components).bytes();
  }

  /// How one value becomes a message.
  @FunctionalInterface
  private interface Form {
    ProtoMessage of(Node value);
  }

  private static ProtoMessage info(Node info) {
    return new ProtoMessage().text(1, info.get("title").text()).text(2, info.get("version").text());
  }

  /// A map as repeated messages of a name and a value.
  private static ProtoMessage named(ObjectNode map, int field, Form form) {
    var out = new ProtoMessage();
    map.forEach((name, value) ->
        out.message(field, new ProtoMessage().text(1, name).message(2, form.of(value))));
    return out;
  }

  private static ProtoMessage paths(ObjectNode paths, int field, Form form) {
    return named(paths, field, form);
  }

  private static ProtoMessage security(Node security, int field) {
    return named(security.object(), field, scopes -> new ProtoMessage());
  }

  private static ProtoMessage apiKeyV2(Node node) {
    return new ProtoMessage()
        .text(1, node.get("type").text())
        .text(2, node.get("name").text())
        .text(3, node.get("in").text())
        .text(4, node.get("description").text());
  }

  private static ProtoMessage securityV3(Node node) {
    return new ProtoMessage()
        .text(1, node.get("type").text())
        .text(2, node.get("description").text())
        .text(3, node.get("name").text())
        .text(4, node.get("in").text());
  }

  private static final Map<String, Integer> METHODS_V2 =
      Map.of("get", 2, "put", 3, "post", 4, "delete", 5, "options", 6, "head", 7, "patch", 8);

  private static ProtoMessage pathV2(Node path) {
    var out = new ProtoMessage();
    path.object()
        .forEach((method, operation) -> {
          Integer field = METHODS_V2.get(method);
          if (field != null) out.message(field, operationV2(operation));
        });
    for (Node parameter : path.get("parameters").items())
      out.message(9, parameterItemV2(parameter));
    return out;
  }

  private static ProtoMessage operationV2(Node node) {
    var out = new ProtoMessage();
    texts(out, 1, node.get("tags"));
    out.text(3, node.get("description").text()).text(5, node.get("operationId").text());
    texts(out, 6, node.get("produces"));
    texts(out, 7, node.get("consumes"));
    for (Node parameter : node.get("parameters").items())
      out.message(8, parameterItemV2(parameter));
    out.message(9, named(node.get("responses").object(), 1, Gnostic::responseV2));
    texts(out, 10, node.get("schemes"));
    extensions(out, 13, node.object());
    return out;
  }

  private static void texts(ProtoMessage out, int field, Node list) {
    for (Node item : list.items()) out.text(field, item.text());
  }

  private static ProtoMessage responseV2(Node node) {
    var response = new ProtoMessage().text(1, node.get("description").text());
    if (!node.get("schema").isNull())
      response.message(2, new ProtoMessage().message(1, schemaV2(node.get("schema"))));
    return new ProtoMessage().message(1, response);
  }

  private static ProtoMessage parameterItemV2(Node node) {
    if (!node.get("$ref").isNull())
      return new ProtoMessage().message(2, new ProtoMessage().text(1, node.get("$ref").text()));
    return new ProtoMessage().message(1, parameterV2(node));
  }

  private static ProtoMessage parameterV2(Node node) {
    String in = node.get("in").text();
    if (in.equals("body")) {
      var body = new ProtoMessage().text(2, "body").text(3, "body");
      body.flag(4, node.get("required").bool(false));
      return new ProtoMessage().message(1, body.message(5, schemaV2(node.get("schema"))));
    }
    boolean query = in.equals("query");
    var parameter = new ProtoMessage().flag(1, node.get("required").bool(false)).text(2, in);
    parameter.text(4, node.get("name").text()).text(query ? 6 : 5, node.get("type").text());
    parameter.flag(query ? 20 : 19, node.get("uniqueItems").bool(false));
    return new ProtoMessage().message(2, new ProtoMessage().message(query ? 3 : 4, parameter));
  }

  private static ProtoMessage schemaV2(Node node) {
    var out = new ProtoMessage();
    out.text(1, node.get("$ref").text()).text(2, node.get("format").text());
    out.text(4, node.get("description").text());
    texts(out, 19, node.get("required"));
    Node additional = node.get("additionalProperties");
    if (additional instanceof ObjectNode)
      out.message(21, new ProtoMessage().message(1, schemaV2(additional)));
    if (additional instanceof BoolNode bool)
      out.message(21, new ProtoMessage().flag(2, bool.value()));
    if (!node.get("type").isNull())
      out.message(22, new ProtoMessage().text(1, node.get("type").text()));
    if (!node.get("items").isNull())
      out.message(23, new ProtoMessage().message(1, schemaV2(node.get("items"))));
    if (!node.get("properties").isNull())
      out.message(25, named(node.get("properties").object(), 1, Gnostic::schemaV2));
    extensions(out, 31, node.object());
    return out;
  }

  private static void extensions(ProtoMessage out, int field, ObjectNode node) {
    node.forEach((name, value) -> {
      if (!name.startsWith("x-")) return;
      var any = new ProtoMessage().text(2, YamlWriter.write(value).utf8());
      out.message(field, new ProtoMessage().text(1, name).message(2, any));
    });
  }

  private static final Map<String, Integer> METHODS_V3 =
      Map.of("get", 4, "put", 5, "post", 6, "delete", 7, "options", 8, "head", 9, "patch", 10);

  private static ProtoMessage pathV3(Node path) {
    var out = new ProtoMessage();
    path.object()
        .forEach((method, operation) -> {
          Integer field = METHODS_V3.get(method);
          if (field != null) out.message(field, operationV3(operation));
        });
    for (Node parameter : path.get("parameters").items()) out.message(13, parameterV3(parameter));
    return out;
  }

  private static ProtoMessage operationV3(Node node) {
    var out = new ProtoMessage();
    texts(out, 1, node.get("tags"));
    out.text(3, node.get("description").text()).text(5, node.get("operationId").text());
    for (Node parameter : node.get("parameters").items()) out.message(6, parameterV3(parameter));
    if (!node.get("requestBody").isNull()) {
      var body = new ProtoMessage();
      body.message(2, named(node.at("requestBody", "content").object(), 1, Gnostic::mediaV3));
      body.flag(3, node.at("requestBody", "required").bool(false));
      out.message(7, new ProtoMessage().message(1, body));
    }
    out.message(8, named(node.get("responses").object(), 2, Gnostic::responseV3));
    extensions(out, 13, node.object());
    return out;
  }

  private static ProtoMessage responseV3(Node node) {
    var response = new ProtoMessage().text(1, node.get("description").text());
    if (!node.get("content").isNull())
      response.message(3, named(node.get("content").object(), 1, Gnostic::mediaV3));
    return new ProtoMessage().message(1, response);
  }

  private static ProtoMessage mediaV3(Node node) {
    return new ProtoMessage().message(1, schemaOrReference(node.get("schema")));
  }

  private static ProtoMessage parameterV3(Node node) {
    var parameter =
        new ProtoMessage().text(1, node.get("name").text()).text(2, node.get("in").text());
    parameter.flag(4, node.get("required").bool(false));
    parameter.message(10, schemaOrReference(node.get("schema")));
    return new ProtoMessage().message(1, parameter);
  }

  private static ProtoMessage schemaOrReference(Node node) {
    if (!node.get("$ref").isNull())
      return new ProtoMessage().message(2, new ProtoMessage().text(1, node.get("$ref").text()));
    return new ProtoMessage().message(1, schemaV3(node));
  }

  private static ProtoMessage schemaV3(Node node) {
    var out = new ProtoMessage();
    out.flag(16, node.get("uniqueItems").bool(false));
    texts(out, 19, node.get("required"));
    for (Node value : node.get("enum").items()) out.message(20, any(value));
    out.text(21, node.get("type").text());
    for (Node part : node.get("allOf").items()) out.message(22, schemaOrReference(part));
    for (Node part : node.get("oneOf").items()) out.message(23, schemaOrReference(part));
    if (!node.get("items").isNull())
      out.message(26, new ProtoMessage().message(1, schemaOrReference(node.get("items"))));
    if (!node.get("properties").isNull())
      out.message(27, named(node.get("properties").object(), 1, Gnostic::schemaOrReference));
    Node additional = node.get("additionalProperties");
    if (additional instanceof ObjectNode)
      out.message(28, new ProtoMessage().message(1, schemaOrReference(additional)));
    if (!node.get("default").isNull()) out.message(29, standard(node.get("default")));
    out.text(30, node.get("description").text()).text(31, node.get("format").text());
    extensions(out, 32, node.object());
    return out;
  }

  private static ProtoMessage standard(Node value) {
    return switch (value) {
      case BoolNode bool -> new ProtoMessage().number(2, bool.value() ? 1 : 0);
      case LongNode number -> new ProtoMessage().real(1, number.value());
      case StringNode text -> new ProtoMessage().present(3, text.value());
      default -> new ProtoMessage();
    };
  }

  private static ProtoMessage any(Node value) {
    return new ProtoMessage().text(2, JsonWriter.compact(value).utf8() + "\n");
  }
}
