package pilothouse.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.selector.LabelSelector;
import pilothouse.api.tree.Node;

/// Parsing and writing a pod, and matching a label selector.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TextBenchmark {
  private static final String SELECTOR = "app=web,tier in (front,back),!canary";

  private final byte[] json = Pods.json("pod").unsafeArray();
  private final Node tree = JsonReader.tree(json);
  private final LabelSelector selector = LabelSelector.parse(SELECTOR);
  private final Map<String, String> labels =
      Map.of("app", "web", "tier", "front", "pod-template-hash", "5d4f8c7b9");

  @Benchmark
  public Node parseJson() {
    return JsonReader.tree(json);
  }

  @Benchmark
  public Bytes writeJson() {
    return JsonWriter.compact(tree);
  }

  @Benchmark
  public LabelSelector parseSelector() {
    return LabelSelector.parse(SELECTOR);
  }

  @Benchmark
  public boolean matchSelector() {
    return selector.matches(labels);
  }
}
