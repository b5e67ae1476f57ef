package pilothouse.server.openapi;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// A document in version 3 of the format.
final class SpecV3 {
  private static final ObjectNode SECURITY =
      ObjectNode.of(
          "BearerToken",
          ObjectNode.builder()
              .put("type", "apiKey")
              .put("description", "Bearer Token authentication")
              .put("name", "authorization")
              .put("in", "header")
              .build());

  private final Set<String> wanted = new TreeSet<>();
  private final ArrayDeque<String> pending = new ArrayDeque<>();
  private final Schemas schemas;

  private SpecV3(TypeLibrary library, TypeDocs docs, Kinds kinds, Schemas.Others others) {
    this.schemas = new Schemas(library, docs, Schemas.Version.V3, kinds, others, this::want);
  }

  static ObjectNode of(
      Map<String, List<Operation>> paths,
      TypeLibrary library,
      TypeDocs docs,
      Kinds kinds,
      Schemas.Others others) {
    return new SpecV3(library, docs, kinds, others).document(paths);
  }

  private void want(String type) {
    if (wanted.add(type)) pending.add(type);
  }

  private ObjectNode document(Map<String, List<Operation>> paths) {
    var items = ObjectNode.builder();
    new TreeMap<>(paths).forEach((path, operations) -> items.put(path, path(operations)));
    Map<String, Node> made = new TreeMap<>();
    for (String type = pending.poll(); type != null; type = pending.poll())
      made.put(type, schemas.schema(type));
    var components = ObjectNode.builder();
    if (!made.isEmpty()) {
      var members = ObjectNode.builder();
      made.forEach(members::put);
      components.put("schemas", members.build());
    }
    components.put("securitySchemes", SECURITY);
    return ObjectNode.builder()
        .put("openapi", "3.0.0")
        .put("info", ObjectNode.of("title", "Kubernetes").with("version", SpecV2.VERSION))
        .put("paths", items.build())
        .put("components", components.build())
        .build();
  }

  private Node path(List<Operation> operations) {
    Paths parameters = Paths.of(operations);
    var out = ObjectNode.builder();
    for (Operation operation : operations)
      out.put(operation.method(), operation(operation, parameters.own(operation)));
    if (!parameters.shared().isEmpty()) out.put("parameters", parameters(parameters.shared()));
    return out.build();
  }

  private static Node parameters(List<Param> parameters) {
    return ListNode.of(parameters.stream().map(SpecV3::parameter).toList());
  }

  private static Node parameter(Param parameter) {
    var out = ObjectNode.builder().put("name", parameter.name()).put("in", parameter.in());
    if (parameter.in().equals("path")) out.put("required", true);
    ObjectNode schema = ObjectNode.of("type", parameter.type()).with("uniqueItems", BoolNode.TRUE);
    return out.put("schema", schema).build();
  }

  private Node operation(Operation operation, List<Param> own) {
    var out = ObjectNode.builder();
    out.put("tags", ListNode.ofTexts(List.of(operation.tag())));
    out.put("description", operation.description());
    out.put("operationId", operation.id());
    if (!own.isEmpty()) out.put("parameters", parameters(own));
    operation.body().ifPresent(body -> out.put("requestBody", body(body)));
    out.put("responses", responses(operation));
    if (!operation.action().isEmpty()) out.put("x-kubernetes-action", operation.action());
    operation
        .about()
        .ifPresent(kind -> out.put("x-kubernetes-group-version-kind", SpecV2.kind(kind)));
    return out.build();
  }

  private Node body(Operation.Body body) {
    List<String> types =
        body.consumes().isEmpty() ? List.of("*/*") : body.consumes().stream().sorted().toList();
    ObjectNode out = ObjectNode.of("content", content(types, body.type()));
    return body.required() ? out.with("required", true) : out;
  }

  private Node responses(Operation operation) {
    var out = ObjectNode.builder();
    Node content = content(operation.produces().stream().sorted().toList(), operation.answer());
    for (int code : operation.codes())
      out.put(
          Integer.toString(code),
          ObjectNode.builder()
              .put("description", SpecV2.code(code))
              .put("content", content)
              .build());
    return out.put("401", ObjectNode.of("description", "Unauthorized")).build();
  }

  private Node content(List<String> types, String type) {
    var out = ObjectNode.builder();
    for (String content : types) out.put(content, ObjectNode.of("schema", schema(type)));
    return out.build();
  }

  private Node schema(String type) {
    if (type.isEmpty()) return ObjectNode.of("type", "string");
    want(type);
    return Schemas.Version.V3.reference(type);
  }
}
