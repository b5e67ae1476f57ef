package pilothouse.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pilothouse.wire.ServerUnderTest;

/// Every recorded exchange, answered by us. What we answer otherwise stands in `known-differences.tsv`; that list may only shrink.
///
/// A scenario that differs from what the list says is replayed again, alone and with patience. Side by side, scenarios see each other's cluster-wide
/// objects; an address that one asks for may have been given to another by chance; and what was recorded to come within a second comes later where the
/// machine is slow.
final class OracleTest {
  private static final int AGAIN = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static ServerUnderTest server;
  private static Map<String, List<Replayed>> replayed;

  @BeforeAll
  static void replay() throws Exception {
    server = ServerUnderTest.likeTheOracle();
    replayed = ReplayRun.of(server.kubeconfig(), _ -> true);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @TestFactory
  Stream<DynamicNode> everyScenarioIsAnsweredAsRecorded() {
    var known = KnownDifferences.load();
    return replayed.entrySet().stream()
        .map(file ->
            DynamicContainer.dynamicContainer(
                file.getKey(), file.getValue().stream().map(each -> test(each, known))));
  }

  private static DynamicNode test(Replayed each, KnownDifferences known) {
    String name = each.scenario().name();
    return DynamicTest.dynamicTest(
        name,
        () -> {
          var found = complaints(each, known);
          for (int again = 0; again < AGAIN && !found.isEmpty(); again++)
            found = complaints(alone(each), known);
          assertThat(found).as(name).isEmpty();
        });
  }

  private static Replayed alone(Replayed each) throws Exception {
    var client = AdminKubeconfig.client(server.kubeconfig());
    try {
      return Replayed.of(client, each.scenario(), PATIENCE);
    } finally {
      client.close();
    }
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
      if (!replayed.differences().containsKey(step)
          && !known.varies(replayed.scenario().name(), step))
        out.add("step " + step + " is answered as recorded now: remove it from the list");
    return out;
  }
}
