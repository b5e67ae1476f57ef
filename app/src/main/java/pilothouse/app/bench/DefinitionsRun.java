package pilothouse.app.bench;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/// All figures of definitions, on servers of our own: many, very many, and a start with many and their objects.
final class DefinitionsRun {
  private static final int VERY_MANY = 2_000;
  private static final int AT_START = 1_000;
  private static final int OBJECTS = 50_000;

  private DefinitionsRun() {}

  static void all(Settings settings, Figures figures)
      throws IOException, InterruptedException, ExecutionException {
    if (settings.wants("many"))
      try (var own = OwnServer.start()) {
        var client = ApiClient.of(own.kubeconfig());
        new DefinitionBench(settings, figures, client, own.process()).run();
      }
    if (settings.wants("very many")) veryMany(settings.some(VERY_MANY), figures);
    if (settings.wants("start")) start(settings.some(AT_START), settings.some(OBJECTS), figures);
  }

  private static void veryMany(int count, Figures figures)
      throws IOException, InterruptedException, ExecutionException {
    try (var own = OwnServer.start()) {
      var served = new Definitions(ApiClient.of(own.kubeconfig())).create(count);
      double seconds = DefinitionBench.seconds(served);
      figures.add(
          Figure.of("%,d definitions, the last one served".formatted(count), seconds, "s")
              .must(15));
    }
  }

  private static void start(int count, int objects, Figures figures)
      throws IOException, InterruptedException, ExecutionException {
    try (var first = OwnServer.start()) {
      var definitions = new Definitions(ApiClient.of(first.kubeconfig()));
      definitions.create(count);
      definitions.createObjects(count, objects);
      first.stop();
      var again = first.again();
      String name = "start with %,d definitions and %,d objects".formatted(count, objects);
      figures.add(Figure.of(name, DefinitionBench.seconds(again.startTime()), "s").must(3));
      again.stop();
    }
  }
}
