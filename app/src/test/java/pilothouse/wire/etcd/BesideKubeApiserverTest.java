package pilothouse.wire.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.etcd.EtcdProcess;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// A kube-apiserver 1.36 and a server of ours on one etcd at the same time: what one writes the other reads, watches, and goes on with.
///
/// Runs where `-Dkube.apiserver=…` names the program.
@EnabledIfSystemProperty(named = "kube.apiserver", matches = ".+")
final class BesideKubeApiserverTest {
  private static final String MERGE = "application/merge-patch+json";
  private static final String APPLY = "application/apply-patch+yaml";
  private static final String YAML = "application/yaml";
  private static final String[] SHARED = {
    "--service-cluster-ip-range=10.0.0.0/24",
    "--service-node-port-range=30000-30019",
    "--allow-privileged"
  };

  @TempDir private static Path folder;
  private static List<String> paths;
  private static EtcdProcess etcd;
  private static ServerUnderTest server;
  private static KubeApiserver upstream;
  private static Admin ours;
  private static Admin theirs;

  @BeforeAll
  static void start() throws Exception {
    etcd = EtcdProcess.start(folder.resolve("etcd"));
    try (var store = etcd.open()) {
      paths =
          RecordedCluster.load("objects", store).stream()
              .map(RecordedCluster.Recorded::path)
              .toList();
    }
    Path data = Files.createDirectories(folder.resolve("data"));
    var flags = new ArrayList<>(List.of(SHARED));
    flags.addAll(
        List.of(
            "--etcd-servers=" + etcd.url(),
            "--advertise-address=192.0.2.10",
            "--service-account-issuer=https://kubernetes.default.svc",
            "--disable-admission-plugins=ServiceAccount"));
    server = ServerUnderTest.on(data, flags.toArray(String[]::new));
    Path program = Path.of(System.getProperty("kube.apiserver"));
    upstream = KubeApiserver.start(program, data, etcd.url(), "192.0.2.20", SHARED);
    ours = Admin.of(server);
    theirs = upstream.admin(data);
    String dump = "{apiVersion: v1, kind: Namespace, metadata: {name: dump}}";
    json(theirs.post("/api/v1/namespaces", YAML, dump));
  }

  @AfterAll
  static void stop() throws Exception {
    if (ours != null) ours.close();
    if (theirs != null) theirs.close();
    if (upstream != null) upstream.close();
    if (server != null) server.close();
    if (etcd != null) etcd.close();
  }

  private static ObjectNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isBetween(200, 201);
    return JsonReader.tree(answer.body().getBytes(StandardCharsets.UTF_8)).object();
  }

  private static String label(String key, String value) {
    return "{\"metadata\":{\"labels\":{\"%s\":\"%s\"}}}".formatted(key, value);
  }

  private static String map(String name) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {a: b}}".formatted(name);
  }

  private static String maps(String name) {
    return "/api/v1/namespaces/default/configmaps" + (name.isEmpty() ? "" : "/" + name);
  }

  // Objects of every kind

  @Test
  void everyObjectIsTheSameOnBoth() throws Exception {
    assertThat(paths).hasSizeGreaterThan(150);
    var different = new ArrayList<String>();
    for (String path : paths)
      compare(path, json(theirs.get(path)), json(ours.get(path)), different);
    assertThat(different).isEmpty();
  }

  @Test
  void whatEachWritesTheOtherReadsAsItWasAnswered() throws Exception {
    var different = new ArrayList<String>();
    for (String path : paths) {
      var byUs = json(ours.patch(path, MERGE, label("by", "pilothouse")));
      compare(path, json(theirs.get(path)), byUs, different);
      var byThem = json(theirs.patch(path, MERGE, label("by", "upstream")));
      compare(path, byThem, json(ours.get(path)), different);
    }
    assertThat(different).isEmpty();
  }

  private static void compare(String path, Node theirs, Node ours, List<String> different) {
    if (!theirs.equals(ours)) different.add(path + "\n  theirs " + theirs + "\n  ours   " + ours);
  }

  // Watches

  @Test
  void aWatchOnEitherSeesTheWritesOfBothInOneOrder() throws Exception {
    String since = json(ours.get(maps(""))).at("metadata", "resourceVersion").text();
    String watch = maps("") + "?watch=1&resourceVersion=" + since;
    try (var here = lines(ours, watch);
        var there = lines(theirs, watch)) {
      for (int i = 0; i < 20; i++)
        json((i % 2 == 0 ? ours : theirs).post(maps(""), YAML, map("watched" + i)));
      for (int i = 0; i < 20; i++) {
        String seen = here.readLine();
        assertThat(seen).isEqualTo(there.readLine()).contains("\"watched" + i + "\"");
      }
    }
  }

  private static BufferedReader lines(Admin admin, String path) throws Exception {
    var answer = admin.client().send(admin.request(path).build(), BodyHandlers.ofInputStream());
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  // Concurrency

  @Test
  void noUpdateOfEitherIsLost() throws Exception {
    json(ours.post(maps(""), YAML, map("counter")));
    var calls = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 8; i++) {
      var admin = i % 2 == 0 ? ours : theirs;
      calls.add(() -> increment(admin, 25));
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var done : threads.invokeAll(calls)) assertThat(done.get()).isEqualTo(25);
    }
    assertThat(json(theirs.get(maps("counter"))).at("data", "n").text()).isEqualTo("200");
    assertThat(json(ours.get(maps("counter")))).isEqualTo(json(theirs.get(maps("counter"))));
  }

  private static int increment(Admin admin, int times) throws Exception {
    int done = 0;
    while (done < times) {
      var now = json(admin.get(maps("counter")));
      var count = now.at("data", "n");
      int next = Integer.parseInt(count.text("0")) + 1;
      var data = ObjectNode.of("n", Integer.toString(next));
      var answer = admin.put(maps("counter"), Admin.JSON, now.with("data", data).toString());
      if (answer.statusCode() == 200) done++;
      else assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    }
    return done;
  }

  @Test
  void noAddressAndNoPortIsGivenTwice() throws Exception {
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: s%d}, spec: {type: NodePort, ports: [{port: 80}]}}";
    var calls = new ArrayList<Callable<ObjectNode>>();
    for (int i = 0; i < 12; i++) {
      var admin = i % 2 == 0 ? ours : theirs;
      String body = service.formatted(i);
      calls.add(() -> json(admin.post("/api/v1/namespaces/default/services", YAML, body)));
    }
    var addresses = new HashSet<String>();
    var ports = new HashSet<Long>();
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (Future<ObjectNode> made : threads.invokeAll(calls)) {
        assertThat(addresses.add(made.get().at("spec", "clusterIP").text())).isTrue();
        var port = made.get().at("spec", "ports").items().getFirst().get("nodePort");
        assertThat(ports.add(port.number(0))).isTrue();
      }
    }
    for (int i = 0; i < 12; i++)
      assertThat(
              (i % 2 == 0 ? theirs : ours)
                  .delete("/api/v1/namespaces/default/services/s" + i)
                  .statusCode())
          .isEqualTo(200);
  }

  @Test
  void aFieldThatOneAppliedIsOwnedOnTheOther() throws Exception {
    String applied = "{apiVersion: v1, kind: ConfigMap, metadata: {name: owned}, data: {a: %s}}";
    String path = maps("owned") + "?fieldManager=";
    json(ours.patch(path + "one", APPLY, applied.formatted("x")));
    var conflict = theirs.patch(path + "two", APPLY, applied.formatted("w"));
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.body()).contains("conflict with \\\"one\\\"");
    var forced = json(theirs.patch(path + "two&force=true", APPLY, applied.formatted("w")));
    assertThat(json(ours.get(maps("owned")))).isEqualTo(forced);
    var again = ours.patch(path + "one", APPLY, applied.formatted("z"));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("conflict with \\\"two\\\"");
  }

  // Definitions

  @Test
  void aDefinitionOfEitherIsServedByBoth() throws Exception {
    defineAndUse("ours.example.com", ours, theirs);
    defineAndUse("theirs.example.com", theirs, ours);
  }

  private static void defineAndUse(String group, Admin one, Admin other) throws Exception {
    String definition =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.%1$s}
        spec:
          group: %1$s
          scope: Namespaced
          names: {plural: things, singular: thing, kind: Thing}
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer, default: 3}}}}}}
        """
            .formatted(group);
    json(one.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", YAML, definition));
    String path = "/apis/" + group + "/v1/namespaces/default/things";
    awaitServed(one, path);
    awaitServed(other, path);
    String thing = "{apiVersion: %s/v1, kind: Thing, metadata: {name: %s}, spec: {}}";
    var first = json(one.post(path, YAML, thing.formatted(group, "a")));
    var second = json(other.post(path, YAML, thing.formatted(group, "b")));
    assertThat(json(other.get(path + "/a"))).isEqualTo(first);
    assertThat(json(one.get(path + "/b"))).isEqualTo(second);
    assertThat(second.at("spec", "size").number(0)).isEqualTo(3);
    assertThat(json(one.get(path)).get("items")).isEqualTo(json(other.get(path)).get("items"));
  }

  private static void awaitServed(Admin admin, String path)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (admin.get(path).statusCode() != 200)
      assertThat(System.nanoTime()).as(path + " is served").isLessThan(end);
  }

  // Servers among each other

  @Test
  void theKubernetesServiceNamesBoth() throws Exception {
    String path = "/api/v1/namespaces/default/endpoints/kubernetes";
    long end = System.nanoTime() + 60_000_000_000L;
    while (true) {
      String now = ours.get(path).body();
      if (now.contains("192.0.2.10") && now.contains("192.0.2.20")) break;
      assertThat(System.nanoTime()).as(now).isLessThan(end);
    }
    assertThat(json(theirs.get(path))).isEqualTo(json(ours.get(path)));
  }

  @Test
  void anEventOfEitherHasATimeToLive() throws Exception {
    String event =
        "{apiVersion: v1, kind: Event, metadata: {name: e%d}, involvedObject: {kind: Pod, namespace: default, name: x}}";
    for (int i = 0; i < 4; i++) {
      var one = i % 2 == 0 ? ours : theirs;
      var other = i % 2 == 0 ? theirs : ours;
      var made = json(one.post("/api/v1/namespaces/default/events", YAML, event.formatted(i)));
      assertThat(json(other.get("/api/v1/namespaces/default/events/e" + i))).isEqualTo(made);
    }
    try (var store = etcd.open()) {
      for (int i = 0; i < 4; i++)
        assertThat(store.timeLeft("/registry/events/default/e" + i)).isPresent();
    }
  }

  @Test
  void bothAnswerDiscoveryAlikeForWhatTheyServe() throws Exception {
    for (String path :
        List.of("/api/v1", "/apis/apps/v1", "/apis/batch/v1", "/apis/rbac.authorization.k8s.io/v1"))
      assertThat(json(ours.get(path)).get("resources"))
          .isEqualTo(json(theirs.get(path)).get("resources"));
  }
}
