package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static pilothouse.wire.crds.Definitions.json;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// Two versions of a resource, of which one says `size` and the other `length`, and a webhook that knows that they are the same, or lies.
@ExtendWith(SharedServer.class)
final class ConversionWebhookTest {
  private static final String FAILED = "conversion webhook for %s/v1, Kind=Thing ";

  @TempDir private static Path folder;
  private static WebhookServer webhook;

  private final Admin admin;

  @AutoClose("remove")
  private final Definitions definitions;

  private final String group = Definitions.group();

  ConversionWebhookTest(ServerUnderTest server) throws Exception {
    admin = Admin.of(server);
    definitions = new Definitions(admin);
  }

  @BeforeAll
  static void startWebhook() throws Exception {
    webhook = WebhookServer.start(folder);
  }

  @AfterAll
  static void stopWebhook() {
    webhook.close();
  }

  @BeforeEach
  void renameInWebhook() {
    webhook.converts(ConversionWebhookTest::renamed);
  }

  private static ObjectNode renamed(ObjectNode object) {
    boolean second = object.get("apiVersion").text().endsWith("/v2");
    ObjectNode spec = object.get("spec").object();
    String from = second ? "size" : "length";
    if (!spec.has(from)) return object;
    String to = second ? "length" : "size";
    return object.with("spec", spec.with(to, spec.get(from)).without(from));
  }

  private String definition(String reviews, String client) {
    return Definitions.thing(group, "Namespaced")
        + """
          conversion:
            strategy: Webhook
            webhook: {conversionReviewVersions: [%1$s], clientConfig: %2$s}
          versions:
          - name: v1
            served: true
            storage: true
            selectableFields: [{jsonPath: .spec.size}]
            subresources: &parts {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: {type: object, properties: {size: {type: integer}, replicas: {type: integer}, old: {type: string, default: v1}, new: {type: string}}}
                  status: &status {type: object, properties: {replicas: {type: integer}}}
          - name: v2
            served: true
            storage: false
            selectableFields: [{jsonPath: .spec.length}]
            subresources: *parts
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: {type: object, properties: {length: {type: integer}, replicas: {type: integer}, old: {type: string}, new: {type: string, default: v2}}}
                  status: *status
        """
            .formatted(reviews, client);
  }

  private void define() throws Exception {
    definitions.define(definition("v1, v1beta1", client()));
  }

  private static String client() {
    return "{url: '%s', caBundle: %s}".formatted(webhook.url(), webhook.bundle());
  }

  private Things things(String version) {
    return Things.of(admin, group, version, "default");
  }

  private String path(String version) {
    return things(version).path();
  }

  private ObjectNode create(String version, String name, String spec) throws Exception {
    return things(version).create(name, "spec: " + spec);
  }

  private ObjectNode get(String version, String name) throws Exception {
    return things(version).get(name);
  }

  @Test
  void everyVerbSpeaksTheVersionItIsAskedFor() throws Exception {
    define();
    isSecond(create("v2", "a", "{length: 3, replicas: 1}"), 3);
    assertThat(get("v1", "a").at("spec", "size").number(0)).isEqualTo(3);
    isSecond(get("v2", "a"), 3);

    Things things = things("v2");
    ObjectNode patched = things.merge("a", "{'spec':{'length':4}}");
    isSecond(patched, 4);
    var put = things.put("a", patched.withAt(List.of("spec", "length"), new LongNode(5)));
    isSecond(json(put, 200), 5);
    assertThat(get("v1", "a").at("spec", "size").number(0)).isEqualTo(5);

    ObjectNode status = things.merge("a/status", "{'status':{'replicas':2}}");
    isSecond(status, 5);
    assertThat(status.at("status", "replicas").number(0)).isEqualTo(2);
    ObjectNode scale = things.merge("a/scale", "{'spec':{'replicas':7}}");
    assertThat(scale.at("spec", "replicas").number(0)).isEqualTo(7);
    assertThat(get("v1", "a").at("spec", "replicas").number(0)).isEqualTo(7);

    assertThat(things.delete("a").statusCode()).isEqualTo(200);
    assertThat(things("v1").status("a")).isEqualTo(404);
  }

  private void isSecond(ObjectNode object, long length) {
    assertThat(object.get("apiVersion").text()).isEqualTo(group + "/v2");
    assertThat(object.at("spec", "length").number(0)).isEqualTo(length);
    assertThat(object.at("spec").object().has("size")).isFalse();
  }

  @Test
  void aListIsConvertedByOneCallWhateverVersionsAreStored() throws Exception {
    define();
    create("v1", "a", "{size: 1}");
    create("v1", "b", "{size: 2}");
    definitions.change(
        "things." + group,
        "{'spec':"
            + json(admin.get(Definitions.PATH + "/things." + group))
                .get("spec")
                .object()
                .with("versions", flipped())
            + "}");
    create("v2", "c", "{length: 3}");
    int before = webhook.calls();
    List<Node> items = json(admin.get(path("v2"))).get("items").items();
    assertThat(items.stream().map(item -> item.at("spec", "length").number(0)))
        .containsExactly(1L, 2L, 3L);
    assertThat(webhook.calls() - before).isEqualTo(1);
    assertThat(
            definitions.get("things." + group).at("status", "storedVersions").items().stream()
                .map(Node::text))
        .containsExactly("v1", "v2");
  }

  private Node flipped() throws Exception {
    var out = new java.util.ArrayList<Node>();
    for (Node version : definitions.get("things." + group).at("spec", "versions").items())
      out.add(version.object().with("storage", version.get("name").text().equals("v2")));
    return ListNode.of(out);
  }

  @Test
  void fieldsAreSelectedAsTheVersionThatIsAskedForHasThem() throws Exception {
    define();
    String since = Things.revision(create("v1", "a", "{size: 1}"));
    create("v1", "b", "{size: 2}");
    Things first = Things.of(admin, group, "v1", "default");
    Things second = first.in("v2");
    assertThat(first.names("?fieldSelector=spec.size=2")).containsExactly("b");
    int before = webhook.calls();
    assertThat(second.names("?fieldSelector=spec.length=2")).containsExactly("b");
    assertThat(webhook.calls() - before).isLessThanOrEqualTo(1);
    assertThat(second.names("?fieldSelector=spec.length!=2")).containsExactly("a");
    assertThat(second.watched("&fieldSelector=spec.length=2&resourceVersion=" + since, 1))
        .containsExactly("ADDED b");
    assertThat(json(admin.get(second.path() + "?fieldSelector=spec.size=2")).get("message").text())
        .contains("field label not supported: spec.size");
  }

  @Test
  void aWatchShowsItsVersion() throws Exception {
    define();
    create("v1", "a", "{size: 1}");
    String seen = things("v2").events("", 1).toString();
    assertThat(seen).contains("\"length\":1", group + "/v2").doesNotContain("\"size\"");
  }

  @Test
  void aWriteHasTheDefaultsOfItsVersionAndAReadThoseOfTheStoredOne() throws Exception {
    define();
    ObjectNode created = create("v2", "a", "{length: 1}");
    assertThat(created.at("spec", "new").text()).isEqualTo("v2");
    assertThat(get("v2", "a").at("spec", "old").text()).isEqualTo("v1");
    create("v1", "b", "{size: 1}");
    assertThat(get("v2", "b").at("spec", "old").text()).isEqualTo("v1");
    assertThat(get("v2", "b").at("spec").object().has("new")).isFalse();
  }

  @Test
  void aVersionThatNobodyNeedsConvertedCallsNobody() throws Exception {
    define();
    int before = webhook.calls();
    create("v1", "a", "{size: 1}");
    get("v1", "a");
    admin.get(path("v1"));
    assertThat(webhook.calls()).isEqualTo(before);
  }

  @Test
  void theOlderReviewIsSpokenToo() throws Exception {
    definitions.define(definition("v1beta1", client()));
    webhook.responds(request ->
        WebhookServer.converted(request, ConversionWebhookTest::renamed).with("uid", "ignored"));
    create("v1", "a", "{size: 1}");
    assertThat(get("v2", "a").at("spec", "length").number(0)).isEqualTo(1);
  }

  @Test
  void labelsAndAnnotationsMayChangeAndNothingElseOfTheMetadata() throws Exception {
    define();
    create("v1", "a", "{size: 1}");
    webhook.converts(object ->
        renamed(object)
            .withAt(List.of("metadata", "labels"), ObjectNode.of("from", "webhook"))
            .withAt(List.of("metadata", "annotations"), ObjectNode.of("from", "webhook"))
            .withAt(List.of("metadata", "generation"), new LongNode(99))
            .withAt(List.of("metadata", "finalizers"), ListNode.of(new StringNode("a/b"))));
    Node metadata = get("v2", "a").get("metadata");
    assertThat(metadata.at("labels", "from").text()).isEqualTo("webhook");
    assertThat(metadata.at("annotations", "from").text()).isEqualTo("webhook");
    assertThat(metadata.get("generation").number(0)).isEqualTo(1);
    assertThat(metadata.get("finalizers").isNull()).isTrue();
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of(
            "another question's answer",
            (UnaryOperator<ObjectNode>) request -> ObjectNode.of("uid", "wrong"),
            "got \"wrong\""),
        Arguments.of(
            "too few objects",
            said(ObjectNode.of("convertedObjects", ListNode.EMPTY)),
            "returned 0 objects, expected 1"),
        Arguments.of(
            "another name",
            metadata("name", new StringNode("other")),
            "returned invalid object: must have the same name: a != other"),
        Arguments.of(
            "another namespace",
            metadata("namespace", new StringNode("other")),
            "returned invalid object: must have the same namespace: default != other"),
        Arguments.of(
            "another identity",
            metadata("uid", new StringNode("other")),
            "returned invalid object: must have the same UID: "),
        Arguments.of(
            "a label that is a number",
            metadata("labels", ObjectNode.EMPTY.with("n", 1)),
            "returned invalid metadata: metadata.labels[n] must be a string, but is int64 in converted object"),
        Arguments.of(
            "a label that cannot be one",
            metadata("labels", ObjectNode.of("n", "not a label")),
            "returned invalid metadata: metadata.labels: Invalid value: \"not a label\""),
        Arguments.of(
            "no metadata",
            each(object -> object.without("metadata")),
            "must have the same name: a != "),
        Arguments.of(
            "another version",
            each(object -> object.with("apiVersion", "else/v3")),
            "returned invalid object at index 0: invalid groupVersion (expected %1$s/v2, received else/v3)"),
        Arguments.of(
            "another kind",
            each(object -> object.with("kind", "Else")),
            "returned invalid object at index 0: invalid kind (expected Thing, received Else)"),
        Arguments.of(
            "a refusal",
            (UnaryOperator<ObjectNode>)
                request ->
                    ObjectNode.of(
                        "result", ObjectNode.of("status", "Failure").with("message", "not today")),
            "failed: not today"),
        Arguments.of(
            "nothing",
            (UnaryOperator<ObjectNode>) request -> ObjectNode.of("result", NullNode.NULL),
            "failed: response.result.status was '', not 'Success'"));
  }

  private static UnaryOperator<ObjectNode> said(ObjectNode response) {
    return request -> response.with("result", ObjectNode.of("status", "Success"));
  }

  private static UnaryOperator<ObjectNode> each(UnaryOperator<ObjectNode> lie) {
    return request -> WebhookServer.converted(request, lie);
  }

  private static UnaryOperator<ObjectNode> metadata(String field, Node value) {
    return each(object -> object.withAt(List.of("metadata", field), value));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLieIsRefusedAndSpoilsNothingElse(String what, UnaryOperator<ObjectNode> lie, String message)
      throws Exception {
    define();
    create("v1", "a", "{size: 1}");
    webhook.responds(lie);
    for (var answer : List.of(admin.get(path("v2") + "/a"), admin.get(path("v2")))) {
      assertThat(answer.statusCode()).as(what + answer.body()).isEqualTo(500);
      assertThat(json(answer).get("message").text())
          .startsWith(FAILED.formatted(group))
          .contains(message.formatted(group));
    }
    assertThat(get("v1", "a").at("spec", "size").number(0)).isEqualTo(1);
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        trouble(
            400,
            "text/plain",
            "no",
            "failed: the server rejected our request for an unknown reason"),
        trouble(
            404, "text/plain", "no", "failed: the server could not find the requested resource"),
        trouble(
            500,
            "text/plain",
            "boom",
            "failed: an error on the server (\"boom\") has prevented the request from succeeding"),
        trouble(
            503, "text/plain", "", "failed: the server is currently unable to handle the request"),
        trouble(
            200,
            "application/json",
            "",
            "failed: 0-length response with status code: 200 and content type: application/json"),
        trouble(
            200,
            "application/json",
            "hello",
            "failed: couldn't get version/kind; json parse error: invalid character 'h' looking for beginning of value"),
        trouble(200, "text/html", "<p>", "failed: serializer for text/html doesn't exist"),
        trouble(
            200,
            "application/json",
            "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\"}",
            "failed: no response provided"));
  }

  private static Arguments trouble(int code, String type, String body, String message) {
    return Arguments.of(code, type, body, message);
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void whatIsNoReviewIsToldInUpstreamsWords(int code, String type, String body, String message)
      throws Exception {
    define();
    create("v1", "a", "{size: 1}");
    webhook.answers(exchange -> WebhookServer.give(exchange, code, type, body));
    var answer = admin.get(path("v2") + "/a");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(json(answer).get("message").text()).isEqualTo(FAILED.formatted(group) + message);
  }

  @Test
  void aWebhookThatFailsFailsEveryVerbOfItsVersionAlone() throws Exception {
    define();
    ObjectNode first = create("v1", "a", "{size: 1, replicas: 1}");
    ObjectNode second = first.with("apiVersion", group + "/v2");
    webhook.answers(exchange -> WebhookServer.refuse(exchange, 400, "no"));
    String one = path("v2") + "/a";
    String merge = "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}";
    for (var answer :
        List.of(
            things("v2").post("b", "spec: {length: 1}"),
            admin.get(one),
            admin.get(path("v2")),
            admin.delete(one),
            admin.delete(path("v2")),
            admin.put(one, Admin.JSON, second.toString()),
            admin.patch(one, Definitions.MERGE, merge),
            admin.get(one + "/status"),
            admin.patch(one + "/status", Definitions.MERGE, "{\"status\":{\"replicas\":1}}"),
            admin.get(one + "/scale"),
            admin.patch(one + "/scale", Definitions.MERGE, "{\"spec\":{\"replicas\":2}}"))) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
      assertThat(json(answer).get("message").text())
          .contains("the server rejected our request for an unknown reason");
    }
    assertThat(get("v1", "a")).isEqualTo(first);
    assertThat(admin.delete(path("v1") + "/a").statusCode()).isEqualTo(200);
  }

  @Test
  void whileAWebhookHangsAllElseIsServed() throws Exception {
    define();
    create("v1", "a", "{size: 1}");
    var asked = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    webhook.answers(exchange -> {
      asked.countDown();
      released.await();
      WebhookServer.refuse(exchange, 400, "late");
    });
    var waiting = admin.later(admin.request(path("v2") + "/a"));
    asked.await();
    assertThat(get("v1", "a").at("spec", "size").number(0)).isEqualTo(1);
    assertThat(admin.get("/api/v1/namespaces/default/configmaps").statusCode()).isEqualTo(200);
    create("v1", "b", "{size: 2}");
    assertThat(waiting).isNotDone();
    released.countDown();
    assertThat(waiting.get().statusCode()).isEqualTo(500);
  }

  @Test
  void aStrangersCertificateIsNotTrusted() throws Exception {
    definitions.define(definition("v1", "{url: '%s'}".formatted(webhook.url())));
    create("v1", "a", "{size: 1}");
    assertThat(json(admin.get(path("v2") + "/a")).get("message").text())
        .isEqualTo(
            FAILED.formatted(group)
                + "failed: Post \""
                + webhook.url()
                + "?timeout=30s\": tls: failed to verify certificate: x509: certificate signed by unknown authority");
  }

  @Test
  void aWebhookThatIsNotThereIsToldWhereItShouldBe() throws Exception {
    String url = "https://127.0.0.1:" + ServerUnderTest.freePort() + "/convert";
    definitions.define(definition("v1", "{url: '%s'}".formatted(url)));
    create("v1", "a", "{size: 1}");
    assertThat(json(admin.get(path("v2") + "/a")).get("message").text())
        .startsWith(FAILED.formatted(group) + "failed: Post \"" + url + "?timeout=30s\": dial tcp ")
        .endsWith(": connect: connection refused");
  }

  private static String service(String name) {
    return "{service: {namespace: default, name: %s, port: %d, path: /convert}, caBundle: %s}"
        .formatted(name, webhook.port(), webhook.bundle());
  }

  private void serve(String name) throws Exception {
    var answer =
        admin.post(
            "/api/v1/namespaces/default/services",
            Definitions.YAML,
            "{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {type: ExternalName, externalName: localhost}}"
                .formatted(name));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void aWebhookThatIsNamedByAServiceIsFoundAsTheServiceIsStored() throws Exception {
    definitions.define(definition("v1", service(WebhookServer.SERVICE)));
    create("v1", "a", "{size: 1}");
    String called =
        "failed: Post \"https://convert.default.svc:%d/convert?timeout=30s\": "
            .formatted(webhook.port());
    assertThat(json(admin.get(path("v2") + "/a")).get("message").text())
        .isEqualTo(FAILED.formatted(group) + called + "service \"convert\" not found");
    serve(WebhookServer.SERVICE);
    try {
      assertThat(get("v2", "a").at("spec", "length").number(0)).isEqualTo(1);
    } finally {
      admin.delete("/api/v1/namespaces/default/services/" + WebhookServer.SERVICE);
    }
  }

  @Test
  void theCertificateOfAServiceHasItsName() throws Exception {
    serve("other");
    try {
      definitions.define(definition("v1", service("other")));
      create("v1", "a", "{size: 1}");
      assertThat(json(admin.get(path("v2") + "/a")).get("message").text())
          .endsWith(
              "tls: failed to verify certificate: x509: certificate is valid for convert.default.svc, not other.default.svc");
    } finally {
      admin.delete("/api/v1/namespaces/default/services/other");
    }
  }

  @Test
  void conversionsAreCountedByUpstreamsNames() throws Exception {
    define();
    create("v1", "a", "{size: 1}");
    get("v2", "a");
    webhook.answers(exchange -> WebhookServer.refuse(exchange, 400, "no"));
    create("v1", "b", "{size: 1}");
    admin.get(path("v2") + "/b");
    String metrics = admin.get("/metrics").body();
    assertThat(metrics)
        .contains(
            "apiserver_conversion_webhook_request_total{failure_type=\"\",result=\"success\"}",
            "apiserver_conversion_webhook_request_total{failure_type=\"conversion_webhook_call_failure\",result=\"failure\"}",
            "apiserver_conversion_webhook_duration_seconds_count{failure_type=\"\",result=\"success\"}")
        .contains(
            "apiserver_crd_conversion_webhook_duration_seconds_count{crd_name=\"things.%s\",from_version=\"v1\",succeeded=\"true\",to_version=\"v2\"}"
                .formatted(group))
        .contains(
            "apiserver_crd_conversion_webhook_duration_seconds_count{crd_name=\"things.%s\",from_version=\"v1\",succeeded=\"false\",to_version=\"v2\"}"
                .formatted(group));
  }
}
