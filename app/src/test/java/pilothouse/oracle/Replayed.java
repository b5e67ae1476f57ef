package pilothouse.oracle;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A scenario carried out: the differences of each step that was answered otherwise, by its number from 1.
record Replayed(Recording.Scenario scenario, Map<Integer, List<String>> differences) {

  /// @param patience with what is recorded to come soon; what is not to come is waited for as long as is recorded
  static Replayed of(WireClient client, Recording.Scenario scenario, Duration patience)
      throws IOException, InterruptedException {
    var differences = new TreeMap<Integer, List<String>>();
    try (var run = new ScenarioRun(client, scenario, patience)) {
      int number = 0;
      for (var step : scenario.steps()) {
        number++;
        var found = Differences.between(step.get("want"), seen(run, step));
        if (!found.isEmpty()) differences.put(number, found);
      }
    }
    return new Replayed(scenario, differences);
  }

  /// A vanished connection or a broken frame is a finding, not the end of the run.
  private static Map<String, Object> seen(ScenarioRun run, Map<String, Object> step)
      throws InterruptedException {
    try {
      return run.step(step);
    } catch (IOException | RuntimeException e) {
      return Map.of("error", e.toString());
    }
  }

  String label(int number) {
    var step = scenario.steps().get(number - 1);
    return step.containsKey("do") ? (String) step.get("do") : "events " + step.get("events");
  }
}
