package pilothouse.app.bench;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/// Makes many definitions on a server, and objects of them.
final class Definitions {
  private static final int TOGETHER = 4;
  private static final int WRITERS = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final ApiClient client;
  private final Load load = new Load(Process.UNKNOWN);
  private final DefinitionSamples samples =
      new DefinitionSamples(
          "b" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 28)));

  Definitions(ApiClient client) {
    this.client = client.over(Version.HTTP_2, TOGETHER);
  }

  DefinitionSamples samples() {
    return samples;
  }

  /// Creates so many and asks for the objects of each until all are answered; how long that took, from the first create on.
  Duration create(int count) throws IOException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    Row created =
        load.measure(
            "create of definitions",
            count,
            TOGETHER,
            i -> client.create(i, DefinitionSamples.DEFINITIONS, samples.definition(i)));
    if (created.failed() > 0) throw new IOException(created.failed() + " definitions were refused");
    for (int i = 0; i < count; i++) awaitServed(i, start);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void awaitServed(int i, long start) throws IOException, InterruptedException {
    while (!client.get(i, samples.path(i, "default"))) {
      if (System.nanoTime() - start > PATIENCE.toNanos())
        throw new IOException("definition " + i + " is not served");
      Thread.sleep(PAUSE);
    }
  }

  /// Creates objects of the first `count` definitions in turn.
  void createObjects(int count, int objects)
      throws IOException, InterruptedException, ExecutionException {
    Row created =
        load.measure(
            "create of custom objects",
            objects,
            WRITERS,
            i ->
                client.post(
                    i,
                    samples.path(i % count, "default"),
                    samples.object(i % count, "object-" + i)));
    if (created.failed() > 0) throw new IOException(created.failed() + " objects were refused");
  }

  void delete(int count) throws InterruptedException, ExecutionException {
    load.measure(
        "delete of definitions",
        count,
        TOGETHER,
        i -> client.delete(i, DefinitionSamples.DEFINITIONS + "/" + samples.name(i)));
  }
}
