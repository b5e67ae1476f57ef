package pilothouse.app.chain;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pilothouse.api.GroupResource;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.WatchCache;

/// How many objects of each resource there are, in a server's metrics. A cache knows; where there is none yet the store is asked, and its answer is
/// remembered for a while. Of custom resources those are told that are in use.
final class ObjectCounts {
  private static final long UNKNOWN = -1;

  private final Map<GroupResource, ResourceCounts> resources;
  private final Map<GroupResource, Counted> known = new ConcurrentHashMap<>();
  private final long every;

  private record Counted(long objects, long at) {}

  ObjectCounts(Map<GroupResource, ResourceCounts> resources, Duration every) {
    this.resources = resources;
    this.every = every.toNanos();
  }

  void register(PrometheusRegistry registry) {
    if (every <= 0) return;
    String help = "Stored objects, by resource; -1 where the store does not tell.";
    GaugeWithCallback.builder()
        .name("apiserver_resource_objects")
        .help(help)
        .labelNames("group", "resource")
        .callback(callback ->
            now()
                .forEach((resource, count) ->
                    callback.call(count, resource.group(), resource.resource())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("apiserver_storage_objects")
        .help(help)
        .labelNames("resource")
        .callback(callback ->
            now().forEach((resource, count) -> callback.call(count, resource.toString())))
        .register(registry);
  }

  /// Once a store has failed, the others are not asked this time: who wants to know would wait for each of them.
  private Map<GroupResource, Long> now() {
    var counts =
        new java.util.TreeMap<GroupResource, Long>(
            java.util.Comparator.comparing(GroupResource::toString));
    boolean ill = false;
    for (var entry : resources.entrySet()) {
      var cache = entry.getValue().cache();
      if (cache.isEmpty()) continue;
      long count = ill ? UNKNOWN : count(entry.getKey(), cache.get());
      ill |= count == UNKNOWN;
      counts.put(entry.getKey(), count);
    }
    known.keySet().retainAll(counts.keySet());
    return counts;
  }

  private long count(GroupResource resource, WatchCache cache) {
    var size = cache.size();
    if (size.isPresent()) return size.getAsLong();
    var last = known.get(resource);
    long time = System.nanoTime();
    if (last != null && time - last.at() < every) return last.objects();
    long counted = counted(cache);
    known.put(resource, new Counted(counted, time));
    return counted;
  }

  private static long counted(WatchCache cache) {
    try {
      return cache.count();
    } catch (StoreException e) {
      return UNKNOWN;
    }
  }
}
