package pilothouse.app.bench;

import java.util.Locale;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// Definitions of custom resources as large operators have them: 55 KB of schema, most of it descriptions, in 50 groups; and objects of them.
///
/// @param prefix begins the names of all kinds, so that two runs do not meet
record DefinitionSamples(String prefix) {
  static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final int GROUPS = 50;
  private static final int SECTIONS = 40;
  private static final int FIELDS = 6;
  private static final int SENTENCES = 8;
  private static final int VALUE = 100;
  private static final String PLACE = "in place of the schema";

  /// The same for all, written once: the driver shares the machine with the server.
  private static final String SCHEMA = schema().toString();

  String group(int i) {
    return "g%02d.%s.bench.example.com".formatted(i % GROUPS, prefix);
  }

  String plural(int i) {
    return prefix + "kinds" + i;
  }

  String name(int i) {
    return plural(i) + "." + group(i);
  }

  /// Where the objects of a definition are, in a namespace.
  String path(int i, String namespace) {
    return "/apis/" + group(i) + "/v1/namespaces/" + namespace + "/" + plural(i);
  }

  String definition(int i) {
    var spec =
        ObjectNode.builder()
            .put("group", group(i))
            .put("scope", "Namespaced")
            .put("names", names(i))
            .put("versions", ListNode.of(version()));
    return ObjectNode.builder()
        .put("apiVersion", "apiextensions.k8s.io/v1")
        .put("kind", "CustomResourceDefinition")
        .put("metadata", ObjectNode.of("name", name(i)))
        .put("spec", spec.build())
        .build()
        .toString()
        .replace('"' + PLACE + '"', SCHEMA);
  }

  private ObjectNode names(int i) {
    String kind = kind(i);
    return ObjectNode.builder()
        .put("plural", plural(i))
        .put("singular", kind.toLowerCase(Locale.ROOT))
        .put("kind", kind)
        .put("listKind", kind + "List")
        .build();
  }

  private String kind(int i) {
    return prefix.substring(0, 1).toUpperCase(Locale.ROOT) + prefix.substring(1) + "Kind" + i;
  }

  private static ObjectNode version() {
    return ObjectNode.builder()
        .put("name", "v1")
        .put("served", BoolNode.TRUE)
        .put("storage", BoolNode.TRUE)
        .put("subresources", ObjectNode.of("status", ObjectNode.EMPTY))
        .put("schema", ObjectNode.of("openAPIV3Schema", PLACE))
        .build();
  }

  private static ObjectNode schema() {
    var sections = ObjectNode.builder();
    for (int i = 0; i < SECTIONS; i++) sections.put("section%02d".formatted(i), section());
    var status =
        ObjectNode.of("type", "object").with("x-kubernetes-preserve-unknown-fields", BoolNode.TRUE);
    var properties =
        ObjectNode.builder()
            .put("spec", ObjectNode.of("type", "object").with("properties", sections.build()))
            .put("status", status)
            .build();
    return ObjectNode.of("type", "object").with("properties", properties);
  }

  private static ObjectNode section() {
    var fields = ObjectNode.builder();
    for (int i = 0; i < FIELDS; i++) fields.put("field" + i, field());
    return ObjectNode.builder()
        .put("type", "object")
        .put("description", "About this section. ".repeat(SENTENCES))
        .put("properties", fields.build())
        .put("required", ListNode.of(new StringNode("field0")))
        .build();
  }

  private static ObjectNode field() {
    return ObjectNode.builder()
        .put("type", "string")
        .put("description", "About this field. ".repeat(SENTENCES))
        .put("maxLength", 200)
        .build();
  }

  /// An object of a definition, of half a kilobyte.
  ObjectNode object(int definition, String name) {
    var section = ObjectNode.of("field0", "v".repeat(VALUE)).with("field1", "on");
    return ObjectNode.builder()
        .put("apiVersion", group(definition) + "/v1")
        .put("kind", kind(definition))
        .put("metadata", ObjectNode.of("name", name))
        .put(
            "spec",
            ObjectNode.builder().put("section00", section).put("section01", section).build())
        .build();
  }
}
