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

/// Answers from the cache, through all filters: one object, and lists of a thousand in each form.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadBenchmark {
  private static final int COUNT = 1_000;
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String JSON = "application/json";

  private Server server;

  @Setup
  public void fill() throws Exception {
    server = new Server();
    for (int i = 0; i < COUNT; i++) server.write("POST", PODS, Pods.json("pod-" + i), JSON);
  }

  @TearDown
  public void close() throws Exception {
    server.close();
  }

  @Benchmark
  public long get() throws InterruptedException {
    return Server.drain(server.get(PODS + "/pod-7", JSON));
  }

  @Benchmark
  public long getProtobuf() throws InterruptedException {
    return Server.drain(server.get(PODS + "/pod-7", "application/vnd.kubernetes.protobuf"));
  }

  @Benchmark
  public long list() throws InterruptedException {
    return Server.drain(server.get(PODS, JSON));
  }

  @Benchmark
  public long listProtobuf() throws InterruptedException {
    return Server.drain(server.get(PODS, "application/vnd.kubernetes.protobuf"));
  }

  @Benchmark
  public long listTable() throws InterruptedException {
    return Server.drain(server.get(PODS, "application/json;as=Table;v=v1;g=meta.k8s.io"));
  }

  @Benchmark
  public long listByALabelThatNoneHas() throws InterruptedException {
    return Server.drain(server.get(PODS + "?labelSelector=app%3Dnothing", JSON));
  }
}
