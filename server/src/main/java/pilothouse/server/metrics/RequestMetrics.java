package pilothouse.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import pilothouse.api.Bytes;
import pilothouse.server.filters.LongRunning;
import pilothouse.server.http.Call;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.http.Response;

/// Counts and times requests. An observer among the filters: it sees a call's info and its answer.
///
/// Names, labels and buckets: apiserver `pkg/endpoints/metrics/metrics.go`.
public final class RequestMetrics implements Filter {
  private static final double[] SECONDS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30,
    45, 60
  };
  private static final double[] SIZES = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final double[] EVENT_SIZES = {1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072};
  private static final Set<String> READING = Set.of("get", "list", "watch");

  private final Predicate<RequestInfo> served;
  private final Counter total;
  private final Histogram duration;
  private final Histogram sizes;
  private final Gauge longRunning;
  private final Gauge inFlight;
  private final Counter events;
  private final Histogram eventSizes;

  /// @param served whether a resource exists: what clients make up must not become labels
  public RequestMetrics(PrometheusRegistry registry, Predicate<RequestInfo> served) {
    this.served = served;
    this.total =
        Counter.builder()
            .name("apiserver_request_total")
            .help("Requests by verb, resource and HTTP response code.")
            .labelNames(
                "code",
                "component",
                "dry_run",
                "group",
                "resource",
                "scope",
                "subresource",
                "verb",
                "version")
            .register(registry);
    this.duration =
        Histogram.builder()
            .name("apiserver_request_duration_seconds")
            .help("Time until an answer begins, in seconds.")
            .labelNames(
                "component",
                "dry_run",
                "group",
                "resource",
                "scope",
                "subresource",
                "verb",
                "version")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    this.sizes =
        Histogram.builder()
            .name("apiserver_response_sizes")
            .help("Sizes of answers of known length, in bytes.")
            .labelNames("component", "group", "resource", "scope", "subresource", "verb", "version")
            .classicOnly()
            .classicUpperBounds(SIZES)
            .register(registry);
    this.longRunning =
        Gauge.builder()
            .name("apiserver_longrunning_requests")
            .help("Long-running requests that are active.")
            .labelNames("component", "group", "resource", "scope", "subresource", "verb", "version")
            .register(registry);
    this.inFlight =
        Gauge.builder()
            .name("apiserver_current_inflight_requests")
            .help("Short requests that are active.")
            .labelNames("request_kind")
            .register(registry);
    this.events =
        Counter.builder()
            .name("apiserver_watch_events_total")
            .help("Events sent to watchers.")
            .labelNames("group", "resource", "version")
            .register(registry);
    this.eventSizes =
        Histogram.builder()
            .name("apiserver_watch_events_sizes")
            .help("Sizes of events sent to watchers, in bytes.")
            .labelNames("group", "resource", "version")
            .classicOnly()
            .classicUpperBounds(EVENT_SIZES)
            .register(registry);
  }

  @Override
  public Response apply(Call call, Handler next) {
    RequestInfo info = served.test(call.info()) ? call.info() : RequestInfo.NONE;
    if (LongRunning.is(call)) return stream(call, info, next.handle(call));
    String kind = READING.contains(call.info().verb()) ? "readOnly" : "mutating";
    var active = inFlight.labelValues(kind);
    active.inc();
    long start = System.nanoTime();
    try {
      Response response = next.handle(call);
      record(call, info, response, (System.nanoTime() - start) / 1e9);
      return response;
    } finally {
      active.dec();
    }
  }

  private void record(Call call, RequestInfo info, Response response, double seconds) {
    String verb = verb(call);
    String scope = scope(info);
    String dryRun = call.query().text("dryRun");
    dryRun = dryRun.equals("All") ? "All" : "";
    count(call, info, response, dryRun);
    duration
        .labelValues(
            "apiserver",
            dryRun,
            info.group(),
            info.resource(),
            scope,
            info.subresource(),
            verb,
            info.version())
        .observe(seconds);
    if (response.body() instanceof Response.Body.Whole(var bytes) && !info.resource().isEmpty()) {
      sizes
          .labelValues(
              "apiserver",
              info.group(),
              info.resource(),
              scope,
              info.subresource(),
              verb,
              info.version())
          .observe(bytes.size());
    }
  }

  private void count(Call call, RequestInfo info, Response response, String dryRun) {
    total
        .labelValues(
            Integer.toString(response.status()),
            "apiserver",
            dryRun,
            info.group(),
            info.resource(),
            scope(info),
            info.subresource(),
            verb(call),
            info.version())
        .inc();
  }

  /// A stream is active until its writer has returned.
  private Response stream(Call call, RequestInfo info, Response response) {
    count(call, info, response, "");
    return switch (response.body()) {
      case Response.Body.Stream(var writer) ->
          response.with(new Response.Body.Stream(counted(call, info, writer)));
      case Response.Body.Messages(var text, var writer) ->
          response.with(new Response.Body.Messages(text, counted(call, info, writer)));
      case Response.Body.Empty _, Response.Body.Whole _, Response.Body.Pieces _ -> response;
    };
  }

  private Response.Writer counted(Call call, RequestInfo info, Response.Writer writer) {
    var active =
        longRunning.labelValues(
            "apiserver",
            info.group(),
            info.resource(),
            scope(info),
            info.subresource(),
            verb(call),
            info.version());
    var sent = events.labelValues(info.group(), info.resource(), info.version());
    var sizes = eventSizes.labelValues(info.group(), info.resource(), info.version());
    return sink -> {
      active.inc();
      try {
        writer.write(new CountedSink(sink, sent, sizes));
      } finally {
        active.dec();
      }
    };
  }

  private static String scope(RequestInfo info) {
    if (!info.resourceRequest()) return "";
    if (!info.name().isEmpty()) return "resource";
    return info.namespace().isEmpty() ? "cluster" : "namespace";
  }

  private static String verb(Call call) {
    RequestInfo info = call.info();
    if (!info.resourceRequest()) {
      return KNOWN_METHODS.contains(call.method()) ? call.method() : "other";
    }
    return switch (info.verb()) {
      case "create" -> "POST";
      case "update" -> "PUT";
      case "patch" ->
          call.headers().first("Content-Type").orElse("").startsWith("application/apply-patch")
              ? "APPLY"
              : "PATCH";
      case "proxy" -> "CONNECT";
      default -> info.verb().toUpperCase(Locale.ROOT);
    };
  }

  private static final Set<String> KNOWN_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private record CountedSink(
      Response.Sink sink,
      io.prometheus.metrics.core.datapoints.CounterDataPoint sent,
      io.prometheus.metrics.core.datapoints.DistributionDataPoint sizes)
      implements Response.Sink {
    @Override
    public void write(Bytes bytes) throws InterruptedException {
      sink.write(bytes);
      count(bytes);
    }

    @Override
    public boolean offer(List<Bytes> pieces) {
      if (!sink.offer(pieces)) return false;
      pieces.forEach(this::count);
      return true;
    }

    private void count(Bytes bytes) {
      sent.inc();
      sizes.observe(bytes.size());
    }

    @Override
    public Runnable bell() {
      return sink.bell();
    }

    @Override
    public boolean ended() {
      return sink.ended();
    }

    @Override
    public void onEnd(Runnable action) {
      sink.onEnd(action);
    }
  }
}
