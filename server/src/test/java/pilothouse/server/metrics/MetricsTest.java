package pilothouse.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;
import pilothouse.server.filters.RequestInfos;
import pilothouse.server.health.UpstreamChecks;
import pilothouse.server.http.Call;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Peer;
import pilothouse.server.http.Query;
import pilothouse.server.http.RequestBody;
import pilothouse.server.http.Response;
import pilothouse.server.http.User;
import pilothouse.server.http.Warnings;

class MetricsTest {
  private final Metrics metrics =
      new Metrics(
          new PrometheusRegistry(), UpstreamChecks.of(_ -> true, java.util.List.of()), "v1.36.3");
  private final RequestMetrics requests =
      new RequestMetrics(metrics.registry(), info -> info.resource().equals("pods"));

  private static Call call(String path, String query) {
    Query parsed = Query.parse(query);
    return new Call(
        "GET",
        path,
        path,
        parsed,
        Headers.NONE,
        RequestBody.NONE,
        new Peer(new InetSocketAddress(0), List.of()),
        false,
        Instant.EPOCH,
        Instant.MAX,
        RequestInfos.of("GET", path, parsed),
        User.ANONYMOUS,
        new Warnings());
  }

  private String text(String path) {
    var call = call(path, "");
    var body = metrics.find(call).orElseThrow().handle(call).body();
    return ((Response.Body.Whole) body).bytes().utf8();
  }

  @Test
  void requestsAreCountedByWhatTheyAskFor() {
    requests.apply(call("/api/v1/namespaces/n/pods", ""), _ -> Response.text(200, "x"));
    assertThat(text("/metrics"))
        .contains(
            "# TYPE apiserver_request_total counter\n"
                + "apiserver_request_total{code=\"200\",component=\"apiserver\",dry_run=\"\","
                + "group=\"\",resource=\"pods\",scope=\"namespace\",subresource=\"\","
                + "verb=\"LIST\",version=\"v1\"} 1\n")
        .contains("apiserver_request_duration_seconds_bucket{")
        .contains(",le=\"+Inf\"} 1\n")
        .contains("apiserver_current_inflight_requests{request_kind=\"readOnly\"} 0\n")
        .contains("kubernetes_build_info{git_version=\"v1.36.3\"");
  }

  @Test
  void whatClientsMakeUpIsNoLabel() {
    requests.apply(call("/api/v1/madeup", ""), _ -> Response.text(404, "x"));
    assertThat(text("/metrics")).doesNotContain("madeup");
  }

  @Test
  void aWatchIsActiveWhileItIsWrittenAndItsEventsAreCounted() throws Exception {
    var seen = new ArrayList<String>();
    var response =
        requests.apply(
            call("/api/v1/pods", "watch=true"),
            _ ->
                new Response(
                    200,
                    Headers.NONE,
                    new Response.Body.Stream(sink -> {
                      sink.write(Bytes.utf8("{}\n"));
                      seen.add(text("/metrics"));
                    })));
    ((Response.Body.Stream) response.body()).writer().write(new Ignoring());
    String labels = "{component=\"apiserver\",group=\"\",resource=\"pods\",scope=\"cluster\",";
    String active = "apiserver_longrunning_requests" + labels;
    assertThat(seen.getFirst())
        .contains(active + "subresource=\"\",verb=\"WATCH\",version=\"v1\"} 1\n");
    assertThat(text("/metrics"))
        .contains(active + "subresource=\"\",verb=\"WATCH\",version=\"v1\"} 0\n")
        .contains("apiserver_watch_events_total{group=\"\",resource=\"pods\",version=\"v1\"} 1\n");
  }

  @Test
  void healthChecksAreMetricsToo() {
    assertThat(text("/metrics/slis"))
        .contains("kubernetes_healthcheck{name=\"etcd\",type=\"readyz\"} 1\n");
  }

  private static final class Ignoring implements Response.Sink {
    @Override
    public void write(Bytes bytes) {}

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public void onEnd(Runnable action) {}
  }
}
