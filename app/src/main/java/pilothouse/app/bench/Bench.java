package pilothouse.app.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// The program behind `./pilothouse bench`.
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    var words = List.of(arguments);
    if (words.contains("--help") || words.contains("-h")) {
      System.out.print(Settings.USAGE);
      return;
    }
    try {
      run(Settings.of(words));
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0); // threads of HTTP clients may live on
  }

  private static void run(Settings settings)
      throws IOException, InterruptedException, ExecutionException {
    try (var report = new Report(settings)) {
      switch (settings.subject()) {
        case "server" -> onServer(settings, report);
        case "store" -> new StoreBench(settings, report).run();
        case "crds" -> onDefinitions(settings);
        default ->
            throw new IllegalArgumentException(
                "nothing to measure is called " + settings.subject());
      }
    }
  }

  private static void onDefinitions(Settings settings)
      throws IOException, InterruptedException, ExecutionException {
    var figures = new Figures(settings);
    if (settings.kubeconfig().isEmpty()) {
      DefinitionsRun.all(settings, figures);
      return;
    }
    var process = settings.pid().map(Process::of).orElse(Process.UNKNOWN);
    var client = ApiClient.of(settings.kubeconfig().get());
    new DefinitionBench(settings, figures, client, process).run();
  }

  private static void onServer(Settings settings, Report report)
      throws IOException, InterruptedException, ExecutionException {
    if (settings.kubeconfig().isPresent()) {
      var process = settings.pid().map(Process::of).orElse(Process.UNKNOWN);
      new ServerBench(settings, report, ApiClient.of(settings.kubeconfig().get()), process).run();
      return;
    }
    new StartBench(settings, report).run();
    try (var own = OwnServer.start()) {
      new ServerBench(settings, report, ApiClient.of(own.kubeconfig()), own.process()).run();
    }
  }
}
