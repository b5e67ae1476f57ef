package pilothouse.server.openapi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// A document in version 2 of the format.
final class SpecV2 {
  static final String VERSION = "1.36";

  /// Parameters that stand once in the document, under the names that clients of the published document know.
  private static final Map<String, String> SHARED =
      Map.ofEntries(
          Map.entry("allowWatchBookmarks", "HC2hJt-J"),
          Map.entry("body", "2Y1dVQaQ"),
          Map.entry("continue", "QfD61s0i"),
          Map.entry("fieldManager", "Qy4HdaTW"),
          Map.entry("fieldSelector", "xIcQKXFG"),
          Map.entry("gracePeriodSeconds", "-K5HaBOS"),
          Map.entry("ignoreStoreReadErrorWithClusterBreakingPotential", "QbNkfIqj"),
          Map.entry("labelSelector", "5Zw57w4C"),
          Map.entry("limit", "1NfNmdNH"),
          Map.entry("namespace", "vgWSWtn3"),
          Map.entry("orphanDependents", "uRB25kX5"),
          Map.entry("pretty", "tJGM1-ng"),
          Map.entry("propagationPolicy", "6jk3prlO"),
          Map.entry("resourceVersion", "5WAnf1kx"),
          Map.entry("resourceVersionMatch", "t8XhRHeC"),
          Map.entry("sendInitialEvents", "rLXlEK_k"),
          Map.entry("shardSelector", "Kgyki_3_"),
          Map.entry("timeoutSeconds", "yvYezaOC"),
          Map.entry("watch", "XNNPZGbK"));

  /// Those that patches have of their own.
  private static final Map<String, String> OF_PATCHES =
      Map.of("body", "78PwaGsr", "fieldManager", "7c6nTn1T", "force", "tOGGb0Yi");

  private static final List<String> ANY = List.of("*/*");

  private final Set<String> wanted = new TreeSet<>();
  private final ArrayDeque<String> pending = new ArrayDeque<>();
  private final Schemas schemas;
  private final Map<String, Node> parameters = new TreeMap<>();

  private SpecV2(TypeLibrary library, TypeDocs docs, Kinds kinds, Schemas.Others others) {
    this.schemas = new Schemas(library, docs, Schemas.Version.V2, kinds, others, this::want);
  }

  static ObjectNode of(
      Map<String, List<Operation>> paths,
      TypeLibrary library,
      TypeDocs docs,
      Kinds kinds,
      Schemas.Others others) {
    return new SpecV2(library, docs, kinds, others).document(paths);
  }

  static Node kind(GroupVersionKind kind) {
    return ObjectNode.builder()
        .put("group", kind.group())
        .put("version", kind.version())
        .put("kind", kind.kind())
        .build();
  }

  static String code(int code) {
    return switch (code) {
      case 201 -> "Created";
      case 202 -> "Accepted";
      default -> "OK";
    };
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
    Node bearer =
        ObjectNode.builder()
            .put("description", "Bearer Token authentication")
            .put("type", "apiKey")
            .put("name", "authorization")
            .put("in", "header")
            .build();
    return ObjectNode.builder()
        .put("swagger", "2.0")
        .put("info", ObjectNode.of("title", "Kubernetes").with("version", VERSION))
        .put("paths", items.build())
        .put("definitions", object(made))
        .put("parameters", object(parameters))
        .put("securityDefinitions", ObjectNode.of("BearerToken", bearer))
        .put("security", ListNode.of(ObjectNode.of("BearerToken", ListNode.EMPTY)))
        .build();
  }

  private static ObjectNode object(Map<String, Node> members) {
    var out = ObjectNode.builder();
    members.forEach(out::put);
    return out.build();
  }

  private Node path(List<Operation> operations) {
    Paths shared = Paths.of(operations);
    var out = ObjectNode.builder();
    for (Operation operation : operations)
      out.put(operation.method(), operation(operation, shared.own(operation)));
    if (!shared.shared().isEmpty())
      out.put("parameters", ListNode.of(shared.shared().stream().map(this::parameter).toList()));
    return out.build();
  }

  private Node parameter(Param parameter) {
    return parameter(parameter, SHARED);
  }

  private Node parameter(Param parameter, Map<String, String> suffixes) {
    var out = ObjectNode.builder().put("uniqueItems", BoolNode.TRUE).put("type", parameter.type());
    out.put("name", parameter.name()).put("in", parameter.in());
    if (parameter.in().equals("path")) out.put("required", true);
    return shared(parameter.name(), out.build(), suffixes);
  }

  private Node shared(String name, ObjectNode parameter, Map<String, String> suffixes) {
    String suffix = suffixes.get(name);
    if (suffix == null) return parameter;
    String key = name + "-" + suffix;
    parameters.put(key, parameter);
    return ObjectNode.of("$ref", "#/parameters/" + key);
  }

  private Node operation(Operation operation, List<Param> own) {
    var out = ObjectNode.builder();
    out.put("description", operation.description());
    boolean plain = operation.action().isEmpty();
    List<String> consumes =
        operation
            .body()
            .map(Operation.Body::consumes)
            .filter(types -> !types.isEmpty())
            .orElse(plain ? operation.produces() : ANY);
    out.put("consumes", ListNode.ofTexts(consumes));
    out.put("produces", ListNode.ofTexts(operation.produces()));
    out.put("schemes", ListNode.ofTexts(List.of("https")));
    out.put("tags", ListNode.ofTexts(List.of(operation.tag())));
    out.put("operationId", operation.id());
    var parameters = new ArrayList<Node>();
    boolean patch = operation.action().equals("patch");
    operation.body().ifPresent(body -> parameters.add(body(body, patch)));
    for (Param parameter : own) parameters.add(parameter(parameter, patch ? OF_PATCHES : SHARED));
    if (!parameters.isEmpty()) out.put("parameters", ListNode.of(parameters));
    out.put("responses", responses(operation));
    if (!operation.action().isEmpty()) out.put("x-kubernetes-action", operation.action());
    operation.about().ifPresent(kind -> out.put("x-kubernetes-group-version-kind", kind(kind)));
    return out.build();
  }

  private Node body(Operation.Body body, boolean patch) {
    want(body.type());
    var out = ObjectNode.builder().put("name", "body").put("in", "body");
    if (body.required()) out.put("required", true);
    ObjectNode parameter = out.put("schema", Schemas.Version.V2.reference(body.type())).build();
    if (body.required() && !patch) return parameter;
    return shared("body", parameter, patch ? OF_PATCHES : SHARED);
  }

  private Node responses(Operation operation) {
    var out = ObjectNode.builder();
    for (int code : operation.codes()) {
      ObjectNode answer = ObjectNode.of("description", code(code));
      out.put(Integer.toString(code), answer.with("schema", schema(operation.answer())));
    }
    return out.put("401", ObjectNode.of("description", "Unauthorized")).build();
  }

  private Node schema(String type) {
    if (type.isEmpty()) return ObjectNode.of("type", "string");
    want(type);
    return Schemas.Version.V2.reference(type);
  }
}
