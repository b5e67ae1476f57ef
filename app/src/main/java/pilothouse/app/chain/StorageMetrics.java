package pilothouse.app.chain;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import pilothouse.api.GroupResource;
import pilothouse.app.chain.ResourceCounts.Counted;
import pilothouse.storage.cache.StorageObserver;
import pilothouse.storage.cache.StorageObserver.Request;
import pilothouse.storage.cache.WatchCache;

/// What stores and caches do, resource by resource, in upstream's metrics. Those called `etcd` are of whichever store there is.
///
/// Source of names, labels and buckets: apiserver `pkg/storage/etcd3/metrics/metrics.go` and `pkg/storage/cacher/metrics/metrics.go`.
final class StorageMetrics {
  private static final double[] REQUEST_SECONDS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30,
    45, 60
  };
  private static final double[] WAIT_SECONDS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3
  };
  private static final String[] OF_RESOURCE = {"group", "resource"};

  /// Source: as above, the gauge keeps the 15 least significant digits.
  private static final long REVISIONS = 1_000_000_000_000_000L;

  private final Map<GroupResource, ResourceCounts> all = new ConcurrentHashMap<>();
  private final PrometheusRegistry registry;
  private final Histogram times;
  private final Histogram waits;

  /// @param countEvery how long it is remembered how many objects there are; zero: that is not told
  StorageMetrics(PrometheusRegistry registry, Duration countEvery) {
    this.registry = registry;
    times =
        Histogram.builder()
            .name("etcd_request_duration_seconds")
            .help("Time that the store took to answer, in seconds.")
            .labelNames("operation", "group", "resource")
            .classicOnly()
            .classicUpperBounds(REQUEST_SECONDS)
            .register(registry);
    waits =
        Histogram.builder()
            .name("apiserver_watch_cache_read_wait_seconds")
            .help("Time that reads waited for a cache that was behind, in seconds.")
            .labelNames(OF_RESOURCE)
            .classicOnly()
            .classicUpperBounds(WAIT_SECONDS)
            .register(registry);
    requests("etcd_requests_total", "Requests to the store.", counts -> counts::requests);
    requests("etcd_request_errors_total", "Those that failed.", counts -> counts::failures);
    ofStores();
    ofCaches();
    new ObjectCounts(all, countEvery).register(registry);
  }

  StorageObserver observer(GroupResource resource) {
    return all.computeIfAbsent(resource, this::counts);
  }

  private ResourceCounts counts(GroupResource resource) {
    return new ResourceCounts(
        request -> times.labelValues(text(request), resource.group(), resource.resource()),
        () -> waits.labelValues(resource.group(), resource.resource()));
  }

  private static String text(Request request) {
    return request.name().toLowerCase(Locale.ROOT);
  }

  private void requests(
      String name, String help, Function<ResourceCounts, ToLongFunction<Request>> count) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("operation", "group", "resource")
        .callback(callback ->
            all.forEach((resource, counts) -> {
              for (Request request : Request.values()) {
                long sum = count.apply(counts).applyAsLong(request);
                if (sum > 0)
                  callback.call(sum, text(request), resource.group(), resource.resource());
              }
            }))
        .register(registry);
  }

  private void ofStores() {
    String list = "apiserver_storage_list_";
    sum(Counted.READ, list + "total", "Times that all objects were read from the store.");
    sum(Counted.OBJECTS_READ, list + "fetched_objects_total", "Objects so read.");
    sum(Counted.OBJECTS_READ, list + "evaluated_objects_total", "Objects so read and looked at.");
    sum(Counted.OBJECTS_READ, list + "returned_objects_total", "Objects so read and taken.");
    sum(Counted.EVENTS, "apiserver_storage_events_received_total", "Events that stores told.");
  }

  private void ofCaches() {
    String list = "apiserver_cache_list_";
    sum(Counted.LISTED, list + "total", "Lists from caches.", "index", "");
    sum(Counted.LOOKED_AT, list + "fetched_objects_total", "Looked at for them.", "index", "");
    sum(Counted.FOUND, list + "returned_objects_total", "Objects that were in them.");
    String cache = "apiserver_watch_cache_";
    sum(Counted.EVENTS, cache + "events_received_total", "Events that caches were told.");
    sum(Counted.EVENTS, cache + "events_dispatched_total", "Events that watches could see.");
    sum(Counted.LOADED, cache + "initializations_total", "Times that a cache was filled.");
    sum(
        Counted.OUTRUN,
        "apiserver_terminated_watchers_total",
        "Watches that ended, for their clients were too slow.");
    consistentReads(cache + "consistent_read_total");
    gauge(cache + "resource_version", "What a cache has seen.", this::revision);
    gauge(
        "watch_cache_capacity",
        "Changes that a cache has room for.",
        found -> OptionalLong.of(found.capacity()));
  }

  private OptionalLong revision(WatchCache cache) {
    var known = cache.knownRevision();
    return known.isEmpty() ? known : OptionalLong.of(known.getAsLong() % REVISIONS);
  }

  /// @param more a label's name and its value
  private void sum(Counted what, String name, String help, String... more) {
    var labels = more.length == 0 ? OF_RESOURCE : new String[] {"group", "resource", more[0]};
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(callback ->
            all.forEach((resource, counts) -> {
              long sum = counts.sum(what);
              if (sum == 0) return;
              if (more.length == 0) callback.call(sum, resource.group(), resource.resource());
              else callback.call(sum, resource.group(), resource.resource(), more[1]);
            }))
        .register(registry);
  }

  private void consistentReads(String name) {
    CounterWithCallback.builder()
        .name(name)
        .help("Consistent reads, from the cache or, where that was behind, from the store.")
        .labelNames("group", "resource", "success", "fallback")
        .callback(callback ->
            all.forEach((resource, counts) -> {
              long cached = counts.sum(Counted.CONSISTENT);
              long late = counts.sum(Counted.LATE);
              String group = resource.group();
              if (cached > 0) callback.call(cached, group, resource.resource(), "true", "false");
              if (late > 0) callback.call(late, group, resource.resource(), "false", "true");
            }))
        .register(registry);
  }

  private void gauge(String name, String help, Function<WatchCache, OptionalLong> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(OF_RESOURCE)
        .callback(callback ->
            all.forEach((resource, counts) ->
                counts
                    .cache()
                    .map(value)
                    .ifPresent(found ->
                        found.ifPresent(number ->
                            callback.call(number, resource.group(), resource.resource())))))
        .register(registry);
  }
}
