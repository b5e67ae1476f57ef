package pilothouse.app.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;

/// What hundreds of definitions cost a server: until they are served, at rest, and when clients ask what there is.
final class DefinitionBench {
  private static final int COUNT = 500;

  /// One in so many is made before, as for every other row: what a JVM compiles in its first seconds is no definition's cost.
  private static final int WARM = 4;

  /// Until old states and schemas that nobody uses are forgotten.
  private static final Duration REST = Duration.ofSeconds(100);

  private static final Duration BREATH = Duration.ofSeconds(30);
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private final Settings settings;
  private final Figures figures;
  private final ApiClient client;
  private final Process server;
  private final Definitions definitions;

  DefinitionBench(Settings settings, Figures figures, ApiClient client, Process server) {
    this.settings = settings;
    this.figures = figures;
    this.client = client;
    this.server = server;
    this.definitions = new Definitions(client);
  }

  void run() throws IOException, InterruptedException, ExecutionException {
    int count = settings.some(COUNT);
    warm(Math.max(1, count / WARM));
    Optional<Long> resident = server.residentKiB();
    Optional<Long> heap = server.heapKiB();
    try {
      double served = seconds(definitions.create(count));
      figures.add(Figure.of(count + " definitions, the last one served", served, "s").must(5));
      rest(REST);
      each("resident memory a definition at rest", resident, server.residentKiB(), count);
      each("heap a definition at rest", heap, server.heapKiB(), count);
      documents(count);
      each("heap a definition when all documents were asked for", heap, server.heapKiB(), count);
    } finally {
      definitions.delete(count);
    }
  }

  private void warm(int count) throws IOException, InterruptedException, ExecutionException {
    var some = new Definitions(client);
    some.create(count);
    some.delete(count);
    rest(BREATH);
  }

  private void rest(Duration time) throws InterruptedException {
    Thread.sleep(time.multipliedBy(settings.share()).dividedBy(100));
  }

  private void each(String name, Optional<Long> before, Optional<Long> now, int count)
      throws IOException {
    if (before.isEmpty() || now.isEmpty()) return;
    double kib = (double) (now.get() - before.get()) / count;
    figures.add(Figure.of(name, kib, "KiB").must(100));
  }

  private void documents(int count) throws IOException, InterruptedException {
    ask("discovery of all groups", "/apis", "Accept", AGGREGATED, 20);
    ask("discovery again", "/apis", "Accept", AGGREGATED, 20);
    String group = "/apis/" + definitions.samples().group(0) + "/v1";
    ask("OpenAPI v3, the index", "/openapi/v3", "Accept", "application/json", 500);
    ask("OpenAPI v3, one group", "/openapi/v3" + group, "Accept", "application/json", 100);
    ask("OpenAPI v2", "/openapi/v2", "Accept", "application/json", 1_000);
    ask("OpenAPI v2 again", "/openapi/v2", "Accept", "application/json", 1_000);
    change(count / 2);
    ask(
        "OpenAPI v2 after one definition changed",
        "/openapi/v2",
        "Accept",
        "application/json",
        1_000);
  }

  private void change(int i) throws IOException, InterruptedException {
    var names =
        ObjectNode.of("shortNames", ListNode.ofTexts(List.of(definitions.samples().prefix())));
    String path = DefinitionSamples.DEFINITIONS + "/" + definitions.samples().name(i);
    if (!client.merge(0, path, ObjectNode.of("spec", ObjectNode.of("names", names))))
      throw new IOException(path + " could not be changed");
  }

  private void ask(String name, String path, String header, String value, double mustMillis)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    if (!client.get(0, path, header, value)) throw new IOException(path + " is not answered");
    double millis = (System.nanoTime() - start) / 1e6;
    figures.add(Figure.of(name, millis, "ms").must(mustMillis));
  }

  static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
