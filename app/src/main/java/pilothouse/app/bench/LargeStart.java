package pilothouse.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import pilothouse.api.Bytes;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.Expectation;
import pilothouse.storage.embedded.EmbeddedStore;

/// How soon a server with many objects is ready, and serves one of them, which takes all of them in its cache. Counted from the launcher's call.
final class LargeStart {
  private static final int TIMES = 3;
  private static final int FILLERS = 64;
  private static final String MAPS = "/api/v1/namespaces/default/configmaps/";

  private final Report report;
  private final Load load;
  private final int objects;

  LargeStart(Report report, Load load, int objects) {
    this.report = report;
    this.load = load;
    this.objects = objects;
  }

  void run() throws IOException, InterruptedException, ExecutionException {
    String name = "start with %,d objects".formatted(objects);
    long[] ready = new long[TIMES];
    long[] served = new long[TIMES];
    try (var first = OwnServer.start()) {
      first.stop();
      fill(first.store());
      for (int i = 0; i < TIMES; i++) {
        var again = first.again();
        ready[i] = again.startTime().toNanos();
        long asked = System.nanoTime();
        if (!ApiClient.of(again.kubeconfig()).get(0, MAPS + "m" + objects / 2))
          throw new IOException("the server does not serve what is there");
        served[i] = ready[i] + System.nanoTime() - asked;
        if (i == TIMES - 1) {
          report.add(StartBench.row(name + ": ready", again, ready));
          report.add(StartBench.row(name + ": served", again, served));
        }
        again.stop();
      }
    }
  }

  private void fill(Path folder) throws InterruptedException, ExecutionException {
    try (var store = EmbeddedStore.open(folder)) {
      load.measure("fill", objects, FILLERS, i -> put(store, "m" + i));
    }
  }

  private static boolean put(EmbeddedStore store, String name) {
    var metadata =
        ObjectNode.builder()
            .put("name", name)
            .put("namespace", "default")
            .put("uid", "00000000-0000-4000-8000-" + "%012d".formatted(name.hashCode() & 0xffffffL))
            .put("creationTimestamp", "2026-01-01T00:00:00Z")
            .build();
    var map =
        ObjectNode.builder()
            .put("kind", "ConfigMap")
            .put("apiVersion", "v1")
            .put("metadata", metadata)
            .put("data", ObjectNode.of("payload", "x".repeat(2_000)))
            .build();
    store.put(
        "/registry/configmaps/default/" + name, Bytes.utf8(map.toString()), Expectation.ABSENT);
    return true;
  }
}
