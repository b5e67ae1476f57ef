package pilothouse.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import pilothouse.api.Bytes;

/// What a write costs before it is stored (`dryRun=All`): decode, default, admit, validate, note the managers, encode.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WriteBenchmark {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String DRY = "?dryRun=All";
  private static final String APPLY = PODS + "/applied?fieldManager=benchmark";
  private static final Bytes NEW = Pods.json("new");
  private static final Bytes MERGE = Bytes.utf8("{\"metadata\":{\"annotations\":{\"n\":\"1\"}}}");
  private static final Bytes APPLIED =
      Bytes.utf8(Pods.json("applied").utf8().replace("v1.2.3", "v1.2.4"));

  private Server server;

  @Setup
  public void fill() throws Exception {
    server = new Server();
    server.write("PATCH", APPLY, Pods.json("applied"), "application/apply-patch+yaml");
  }

  @TearDown
  public void close() throws Exception {
    server.close();
  }

  @Benchmark
  public void create() {
    server.write("POST", PODS + DRY, NEW, "application/json");
  }

  @Benchmark
  public void mergePatch() {
    server.write("PATCH", PODS + "/applied" + DRY, MERGE, "application/merge-patch+json");
  }

  /// One field changes; all are the manager's own.
  @Benchmark
  public void apply() {
    server.write("PATCH", APPLY + "&dryRun=All", APPLIED, "application/apply-patch+yaml");
  }
}
