package pilothouse.app.bench;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/// The rows of a server, in the order in which they need each other's objects. Each is made warm by a part of its own operations first.
final class ServerBench {
  private static final int WRITES = 8_000;
  private static final int GETS = 40_000;
  private static final int PODS = 5_000;
  private static final int LISTS = 20;
  private static final int WARM = 4;
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

  private final Settings settings;
  private final Report report;
  private final ApiClient client;
  private final Load load;
  private final String namespace =
      "bench-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 28));
  private final String maps = "/api/v1/namespaces/" + namespace + "/configmaps";
  private final String pods = "/api/v1/namespaces/" + namespace + "/pods";

  ServerBench(Settings settings, Report report, ApiClient client, Process server) {
    this.settings = settings;
    this.report = report;
    this.client = client;
    this.load = new Load(server);
  }

  void run() throws IOException, InterruptedException, ExecutionException {
    if (!client.post(0, "/api/v1/namespaces", Samples.namespace(namespace)))
      throw new IOException("the server refuses a namespace");
    try {
      writes();
      reads();
      lists();
      watches();
    } finally {
      client.delete(0, maps);
      client.delete(0, pods);
      client.delete(0, "/api/v1/namespaces/" + namespace);
    }
  }

  private void writes() throws InterruptedException, ExecutionException {
    for (int writers : new int[] {64, 1, 256}) {
      var over = client.over(Version.HTTP_2, Math.max(1, writers / 32));
      String prefix = maps + "/w" + writers + "-";
      row(
          "create by %d writers".formatted(writers),
          writers == 1 ? WRITES / 8 : WRITES,
          writers,
          i -> over.post(i, maps, Samples.configMap("w" + writers + "-" + i)));
      if (writers == 64)
        row(
            "merge patch by 64 writers",
            WRITES,
            writers,
            i -> over.merge(i, prefix + i % writers, Samples.mark(i)));
    }
  }

  private void reads() throws InterruptedException, ExecutionException {
    String one = maps + "/w64-1";
    var h2 = client.over(Version.HTTP_2, 4);
    row("get over HTTP/2", GETS, 32, i -> h2.get(i, one));
    var h1 = client.over(Version.HTTP_1_1, 1);
    row("get over HTTP/1.1", GETS, 32, i -> h1.get(i, one));
  }

  private void lists() throws InterruptedException, ExecutionException {
    var over = client.over(Version.HTTP_2, 4);
    row("create of pods by 64 writers", PODS, 64, i -> over.post(i, pods, Samples.pod("pod-" + i)));
    String all = pods + "?resourceVersion=0";
    row("list of pods in JSON", LISTS, 2, i -> over.get(i, all));
    row("list of pods in protobuf", LISTS, 2, i -> over.get(i, all, "Accept", PROTOBUF));
    row("list of pods in Table", LISTS, 2, i -> over.get(i, all, "Accept", TABLE));
    row("list of pods in gzip", LISTS, 2, i -> over.get(i, all, "Accept-Encoding", "gzip"));
    row(
        "list by a label that none has",
        400,
        8,
        i -> over.get(i, pods + "?labelSelector=app%3Dno"));
  }

  private void watches() throws IOException, InterruptedException, ExecutionException {
    fanOut(new FanOut("watch by 500, 50 events/s", 500, settings.some(200), 50));
    fanOut(new FanOut("watch by 1000 flat out", 1_000, settings.some(400), 0));
  }

  private void fanOut(FanOut fanOut) throws IOException, InterruptedException, ExecutionException {
    if (settings.wants(fanOut.name())) report.add(fanOut.run(client, load, maps));
  }

  /// Rows that make objects count on from where the warming stopped.
  private void row(String name, int operations, int together, Load.Operation operation)
      throws InterruptedException, ExecutionException {
    if (!settings.wants(name)) return;
    int some = settings.some(operations);
    int warm = Math.max(1, some / WARM);
    load.measure(name, warm, together, operation);
    report.add(load.measure(name, some, together, i -> operation.run(warm + i)));
  }
}
