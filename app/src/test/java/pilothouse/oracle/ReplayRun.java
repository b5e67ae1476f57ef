package pilothouse.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// All recordings replayed against one server: discovery first and alone, as it lists every group there is, then the other files side by
/// side, the scenarios of a file one after the other. Most of the time is spent waiting for what a scenario says may take a while.
final class ReplayRun {
  private static final int AT_ONCE = 8;

  private ReplayRun() {}

  /// The scenarios by file, in the order of the recordings.
  static Map<String, List<Replayed>> of(Path kubeconfig, Predicate<String> scenario)
      throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
    var recordings = Recording.all();
    var out = new LinkedHashMap<String, List<Replayed>>();
    out.put(recordings.getFirst().name(), replay(kubeconfig, recordings.getFirst(), scenario));
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var running = new LinkedHashMap<String, Future<List<Replayed>>>();
      for (Recording recording : recordings.subList(1, recordings.size()))
        running.put(
            recording.name(), threads.submit(() -> replay(kubeconfig, recording, scenario)));
      for (var each : running.entrySet()) out.put(each.getKey(), each.getValue().get());
    }
    return out;
  }

  private static List<Replayed> replay(
      Path kubeconfig, Recording recording, Predicate<String> wanted)
      throws IOException, GeneralSecurityException, InterruptedException {
    var client = AdminKubeconfig.client(kubeconfig);
    try {
      var out = new ArrayList<Replayed>();
      for (var scenario : recording.scenarios())
        if (wanted.test(scenario.name())) out.add(Replayed.of(client, scenario, Duration.ZERO));
      return out;
    } finally {
      client.close();
    }
  }
}
