package pilothouse.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pilothouse.wire.ServerUnderTest;

/// Every recorded exchange, answered by us. What we answer otherwise stands in `known-differences.tsv`; that list may only shrink.
final class OracleTest {
  private static ServerUnderTest server;
  private static WireClient client;

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.likeTheOracle();
    client = AdminKubeconfig.client(server.kubeconfig());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  @TestFactory
  Stream<DynamicNode> everyScenarioIsAnsweredAsRecorded() throws IOException {
    var known = KnownDifferences.load();
    return Recording.all().stream()
        .map(recording ->
            DynamicContainer.dynamicContainer(
                recording.name(),
                recording.scenarios().stream().map(scenario -> test(scenario, known))));
  }

  private static DynamicNode test(Recording.Scenario scenario, KnownDifferences known) {
    return DynamicTest.dynamicTest(
        scenario.name(),
        () -> {
          var replayed = Replayed.of(client, scenario);
          assertThat(complaints(replayed, known)).as(scenario.name()).isEmpty();
        });
  }

  private static List<String> complaints(Replayed replayed, KnownDifferences known) {
    var listed = known.of(replayed.scenario().name());
    var out = new ArrayList<String>();
    replayed
        .differences()
        .forEach((step, found) -> {
          if (!listed.containsKey(step))
            out.add("step " + step + " " + replayed.label(step) + ": " + String.join("; ", found));
        });
    for (int step : listed.keySet())
      if (!replayed.differences().containsKey(step))
        out.add("step " + step + " is answered as recorded now: remove it from the list");
    return out;
  }
}
