package pilothouse.wire.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;

/// What definitions hold while nobody uses them: no thread, no schema, no storage.
final class IdleDefinitionsTest {
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private ServerUnderTest server;
  private Admin admin;

  @TempDir Path folder;
  private int dumps;

  @BeforeEach
  void start() throws Exception {
    server = ServerUnderTest.start();
    admin = Admin.of(server);
    define(0);
    use(0);
    server.rest();
  }

  @AfterEach
  void stop() throws IOException {
    admin.close();
    server.close();
  }

  @Test
  void aHundredDefinitionsHaveNoThread() throws Exception {
    long before = threads();
    for (int i = 1; i <= 100; i++) define(i);
    awaitEstablished(101);

    assertThat(server.definitionsInUse()).isZero();
    awaitThreads(before);
  }

  @Test
  void aDefinitionThatWasUsedLetsGoOfItsThreadAndComesBack() throws Exception {
    long before = threads();
    for (int i = 1; i <= 10; i++) {
      define(i);
      use(i);
    }
    assertThat(server.definitionsInUse()).isEqualTo(10);

    server.rest();
    assertThat(server.definitionsInUse()).isZero();
    awaitThreads(before);

    var known = admin.get(objects(3) + "/one");
    assertThat(known.statusCode()).isEqualTo(200);
    String revision = known.body().replaceAll("(?s).*\"resourceVersion\":\"(\\d+)\".*", "$1");
    assertThat(admin.delete(objects(3) + "/one").statusCode()).isEqualTo(200);
    try (var events = watch(objects(3) + "?watch=true&resourceVersion=" + revision)) {
      assertThat(events.findFirst().orElseThrow()).contains("\"DELETED\"");
    }
  }

  @Test
  void aDefinitionIsNotLetGoOfWhileSomebodyWatches() throws Exception {
    define(1);
    use(1);
    try (var events = watch(objects(1) + "?watch=true")) {
      var event = events.iterator();
      assertThat(event.next()).contains("\"ADDED\"");
      // What happens now is told by a watch that follows: from then on it is one.
      assertThat(admin.delete(objects(1) + "/one").statusCode()).isEqualTo(200);
      assertThat(event.next()).contains("\"DELETED\"");

      server.rest();

      assertThat(server.definitionsInUse()).isEqualTo(1);
    }
  }

  private Stream<String> watch(String path) throws Exception {
    return admin.client().send(admin.request(path).build(), BodyHandlers.ofLines()).body();
  }

  private static String group(int i) {
    return "g" + i % 7 + ".idle.example.com";
  }

  private static String objects(int i) {
    return "/apis/" + group(i) + "/v1/namespaces/default/things" + i;
  }

  private void define(int i) throws Exception {
    String definition =
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things%1$d.%2$s"},\
        "spec":{"group":"%2$s","scope":"Namespaced","names":{"plural":"things%1$d","kind":"Thing%1$d"},"versions":[{"name":"v1",\
        "served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}\
        """
            .formatted(i, group(i));
    assertThat(admin.post(DEFINITIONS, Admin.JSON, definition).statusCode()).isEqualTo(201);
  }

  private void use(int i) throws Exception {
    await(() -> admin.get(objects(i)).statusCode() == 200);
    String object =
        "{\"apiVersion\":\"%s/v1\",\"kind\":\"Thing%d\",\"metadata\":{\"name\":\"one\"}}"
            .formatted(group(i), i);
    assertThat(admin.post(objects(i), Admin.JSON, object).statusCode()).isEqualTo(201);
  }

  private void awaitEstablished(int count) throws Exception {
    await(() ->
        admin.get(DEFINITIONS).body().split("\"type\":\"Established\"", -1).length == count + 1);
  }

  /// Threads of requests and connections end a little after their answers.
  private void awaitThreads(long most) throws Exception {
    await(() -> threads() <= most);
  }

  private long threads() throws IOException {
    Path file = folder.resolve("threads" + dumps++);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith("#") && line.contains(" virtual")).count();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
