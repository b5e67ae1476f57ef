package pilothouse.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pilothouse.server.health.HealthCheck;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// `/metrics` and `/metrics/slis`; for any method.
public final class Metrics {
  private static final String TYPE =
      "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

  private final PrometheusRegistry registry;
  private final PrometheusRegistry health = new PrometheusRegistry();

  /// @param registry of this server alone, so that two servers in one process count apart
  public Metrics(PrometheusRegistry registry, List<HealthCheck> checks, String gitVersion) {
    this.registry = registry;
    process(gitVersion);
    GaugeWithCallback.builder()
        .name("kubernetes_healthcheck")
        .help("The result of a health check: 1 is well.")
        .labelNames("name", "type")
        .callback(callback -> {
          for (HealthCheck check : checks) {
            for (HealthCheck.Endpoint endpoint : check.endpoints()) {
              callback.call(check.healthy().getAsBoolean() ? 1 : 0, check.name(), endpoint.text());
            }
          }
        })
        .register(health);
  }

  /// A feature gate.
  ///
  /// @param stage `ALPHA`, `BETA`, `DEPRECATED`, or empty
  public record Feature(String name, String stage, boolean on) {}

  /// Tells which features are on.
  public void features(List<Feature> features) {
    GaugeWithCallback.builder()
        .name("kubernetes_feature_enabled")
        .help("Whether a feature is on, by its name and stage.")
        .labelNames("name", "stage")
        .callback(callback -> {
          for (Feature feature : features)
            callback.call(feature.on() ? 1 : 0, feature.name(), feature.stage());
        })
        .register(registry);
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  public Optional<Handler> find(Call call) {
    return switch (call.path()) {
      case "/metrics" -> Optional.of(_ -> answer(registry::scrape));
      case "/metrics/slis" -> Optional.of(_ -> answer(health::scrape));
      default -> Optional.empty();
    };
  }

  private static Response answer(Supplier<MetricSnapshots> scrape) {
    return Response.of(200, TYPE, MetricsText.of(scrape.get()));
  }

  private void process(String gitVersion) {
    var runtime = ManagementFactory.getRuntimeMXBean();
    var memory = ManagementFactory.getMemoryMXBean();
    gauge(
        "process_start_time_seconds", "Start of the process.", () -> runtime.getStartTime() / 1e3);
    gauge(
        "process_heap_bytes", "Heap in use.", () -> (double) memory.getHeapMemoryUsage().getUsed());
    CounterWithCallback.builder()
        .name("process_cpu_seconds_total")
        .help("CPU time of the process.")
        .callback(callback -> callback.call(cpuSeconds()))
        .register(registry);
    Info.builder()
        .name("kubernetes_build")
        .help("The version that is spoken.")
        .labelNames("git_version", "major", "minor")
        .register(registry)
        .setLabelValues(gitVersion, "1", "36");
  }

  private static double cpuSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(time -> time.toNanos() / 1e9)
        .orElse(0.0);
  }

  private void gauge(String name, String help, Supplier<Double> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.get()))
        .register(registry);
  }
}
