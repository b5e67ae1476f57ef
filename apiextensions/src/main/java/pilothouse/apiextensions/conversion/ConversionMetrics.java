package pilothouse.apiextensions.conversion;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Counts and times the calls of conversion webhooks.
///
/// Names, labels and buckets: apiextensions-apiserver `pkg/apiserver/conversion/metrics.go`.
final class ConversionMetrics {
  private static final double[] SECONDS = {
    0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 45, 60
  };
  private static final double SHORTEST = 0.001;
  private static final int DOUBLINGS = 15;

  private final Counter requests;
  private final Histogram duration;
  private final Histogram conversions;

  /// How a call ended, by upstream's name; a success has none.
  enum Ending {
    SUCCESS(""),
    CALL("conversion_webhook_call_failure"),
    MALFORMED("conversion_webhook_malformed_response_failure"),
    PARTIAL("conversion_webhook_partial_response_failure"),
    INVALID("conversion_webhook_invalid_converted_object_failure");

    private final String failure;

    Ending(String failure) {
      this.failure = failure;
    }

    String result() {
      return this == SUCCESS ? "success" : "failure";
    }
  }

  /// Takes note of the conversions of one definition.
  @FunctionalInterface
  interface Calls {
    void ended(String from, String to, Ending ending, long nanos);
  }

  ConversionMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("apiserver_conversion_webhook_request_total")
            .help("Calls of conversion webhooks, and what failed in them.")
            .labelNames("result", "failure_type")
            .register(registry);
    duration =
        Histogram.builder()
            .name("apiserver_conversion_webhook_duration_seconds")
            .help("Time that calls of conversion webhooks took, in seconds.")
            .labelNames("result", "failure_type")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    conversions =
        Histogram.builder()
            .name("apiserver_crd_conversion_webhook_duration_seconds")
            .help("Time that conversions by webhooks took, in seconds.")
            .labelNames("crd_name", "from_version", "to_version", "succeeded")
            .classicOnly()
            .classicExponentialUpperBounds(SHORTEST, 2, DOUBLINGS)
            .register(registry);
  }

  Calls of(String definition) {
    return (from, to, ending, nanos) -> {
      double seconds = nanos / 1e9;
      requests.labelValues(ending.result(), ending.failure).inc();
      duration.labelValues(ending.result(), ending.failure).observe(seconds);
      String succeeded = Boolean.toString(ending == Ending.SUCCESS);
      conversions.labelValues(definition, from, to, succeeded).observe(seconds);
    };
  }
}
