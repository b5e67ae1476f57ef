package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.yaml.YamlReader;
import pilothouse.wire.Admin;

/// The CustomResourceDefinitions that a test makes on its server, gone after it. Everything is written in YAML, or in JSON with single quotes, which is that too.
final class Definitions {
  static final String PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  static final String YAML = "application/yaml";
  static final String MERGE = "application/merge-patch+json";
  static final String APPLY = "application/apply-patch+yaml";

  private static final AtomicInteger GROUPS = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Admin admin;
  private final List<String> made = new ArrayList<>();

  Definitions(Admin admin) {
    this.admin = admin;
  }

  /// A definition of the kind Thing, namespaced and of one version, whose objects have a schema.
  ///
  /// @param rest more fields of the version, each with a comma before it
  static String thing(String group, String schema, String rest) {
    return thing(group, "Namespaced")
        + """
          versions:
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: %s}%s}
        """
            .formatted(schema, rest);
  }

  /// The beginning of a definition of the kind Thing; what follows, such as its versions, stands two deep.
  static String thing(String group, String scope) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: things.%1$s}
    spec:
      group: %1$s
      scope: %2$s
      names: {plural: things, singular: thing, kind: Thing, shortNames: [th]}
    """
        .formatted(group, scope);
  }

  /// A group that no other test has.
  static String group() {
    return "g" + GROUPS.incrementAndGet() + ".example.com";
  }

  /// Defines things with such a schema, in a group of their own.
  ///
  /// @param rest more fields of the version, each with a comma before it
  Things things(String schema, String rest) throws Exception {
    String group = group();
    define(thing(group, schema, rest));
    return Things.of(admin, group, "v1", "default");
  }

  /// Defines things that say what `properties` tells of their `spec`.
  Things things(String properties) throws Exception {
    return things(spec(properties), "");
  }

  static String spec(String properties) {
    return "{type: object, properties: {spec: {type: object, properties: {" + properties + "}}}}";
  }

  /// Replaces the only version's schema.
  void schema(Things things, String schema) throws Exception {
    String name = name(things);
    ObjectNode version =
        get(name)
            .at("spec", "versions")
            .items()
            .getFirst()
            .object()
            .withAt(List.of("schema", "openAPIV3Schema"), yaml(schema));
    change(
        name,
        ObjectNode.EMPTY.withAt(List.of("spec", "versions"), ListNode.of(version)).toString());
  }

  /// The name of the definition of things.
  static String name(Things things) {
    return "things." + things.apiVersion().split("/")[0];
  }

  private static Node yaml(String text) {
    return YamlReader.read(Bytes.utf8(text)).root();
  }

  /// Creates a definition and waits until it is served.
  ObjectNode define(String yaml) throws Exception {
    ObjectNode created = create(yaml);
    return await(name(created), crd -> has(crd, "Established", "True"));
  }

  /// Creates a definition.
  ObjectNode create(String yaml) throws Exception {
    ObjectNode created = json(admin.post(PATH, YAML, yaml), 201);
    made.add(name(created));
    return created;
  }

  /// What is wrong with a definition that must be refused: each cause as `field: message`.
  List<String> refused(String yaml) throws Exception {
    return causes(admin.post(PATH, YAML, yaml));
  }

  /// What is wrong with what must have been refused.
  static List<String> causes(HttpResponse<String> answer) {
    return json(answer, 422).at("details", "causes").items().stream()
        .map(cause -> cause.get("field").text() + ": " + cause.get("message").text())
        .toList();
  }

  private static String name(ObjectNode object) {
    return object.at("metadata", "name").text();
  }

  ObjectNode get(String name) throws Exception {
    return json(admin.get(PATH + "/" + name));
  }

  /// Changes a definition by a merge patch, in JSON with single quotes or in plain JSON.
  ObjectNode change(String name, String patch) throws Exception {
    String json = patch.startsWith("{'") ? patch.replace('\'', '"') : patch;
    return json(admin.patch(PATH + "/" + name, MERGE, json), 200);
  }

  /// Waits until a definition is as wanted.
  ObjectNode await(String name, Predicate<ObjectNode> wanted) throws Exception {
    return await(() -> get(name), wanted);
  }

  /// Asks until the answer is as wanted; each question waits for the server and not for the clock.
  static <T> T await(Question<T> question, Predicate<? super T> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    T answer = question.ask();
    while (!wanted.test(answer)) {
      if (System.nanoTime() > end) throw new AssertionError("not as wanted in time: " + answer);
      answer = question.ask();
    }
    return answer;
  }

  @FunctionalInterface
  interface Question<T> {
    T ask() throws Exception;
  }

  static boolean has(ObjectNode crd, String condition, String status) {
    return condition(crd, condition).get("status").text().equals(status);
  }

  static ObjectNode condition(ObjectNode crd, String type) {
    for (Node condition : crd.at("status", "conditions").items())
      if (condition.get("type").text().equals(type)) return condition.object();
    return ObjectNode.EMPTY;
  }

  static ObjectNode json(HttpResponse<String> answer) {
    return JsonReader.tree(answer.body().getBytes(StandardCharsets.UTF_8)).object();
  }

  /// What an answer says that must have such a status.
  static ObjectNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json(answer);
  }

  static ObjectNode json(String text) {
    return JsonReader.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).object();
  }

  /// Takes all of them away.
  void remove() throws IOException, InterruptedException {
    for (String name : made) {
      admin.patch(
          PATH + "/" + name,
          MERGE,
          "{\"spec\":{\"conversion\":{\"strategy\":\"None\",\"webhook\":null}}}");
      admin.delete(PATH + "/" + name);
    }
    admin.close();
  }
}
