package pilothouse.app.chain;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;

/// How large the databases of a server's stores are, in its metrics. Each is asked when somebody wants to know, and its answer is remembered for a while.
///
/// Source of names: apiserver `pkg/storage/etcd3/metrics/metrics.go`, `apiserver_storage_size_bytes`.
final class StoreSizes {
  private final List<Store> stores;
  private final long every;
  private final long[] sizes;
  private long asked;
  private boolean known;

  private StoreSizes(List<Store> stores, Duration every) {
    this.stores = List.copyOf(stores);
    this.every = every.toNanos();
    sizes = new long[stores.size()];
    Arrays.fill(sizes, -1);
  }

  /// @param stores the main one first
  /// @param every how long an answer is remembered; zero: nothing is told
  static void register(List<Store> stores, Duration every, PrometheusRegistry registry) {
    if (!every.isPositive()) return;
    var sizes = new StoreSizes(stores, every);
    GaugeWithCallback.builder()
        .name("apiserver_storage_size_bytes")
        .help("Size of the database, in bytes.")
        .labelNames("storage_cluster_id")
        .callback(callback -> {
          long[] now = sizes.read();
          for (int i = 0; i < now.length; i++) if (now[i] >= 0) callback.call(now[i], "etcd-" + i);
        })
        .register(registry);
  }

  private long[] read() {
    synchronized (this) {
      if (known && System.nanoTime() - asked < every) return sizes.clone();
      // Who comes while the stores are asked gets the former answer.
      known = true;
      asked = System.nanoTime();
    }
    for (int i = 0; i < sizes.length; i++) {
      long size = size(stores.get(i)).orElse(-1);
      synchronized (this) {
        sizes[i] = size;
      }
    }
    synchronized (this) {
      return sizes.clone();
    }
  }

  /// Empty while the store does not answer.
  private static OptionalLong size(Store store) {
    try {
      return OptionalLong.of(store.size());
    } catch (StoreException e) {
      return OptionalLong.empty();
    }
  }
}
