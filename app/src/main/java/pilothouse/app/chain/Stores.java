package pilothouse.app.chain;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import pilothouse.api.GroupResource;
import pilothouse.app.flags.EtcdFlags;
import pilothouse.app.pki.EtcdCredentials;
import pilothouse.server.health.HealthCheck;
import pilothouse.server.health.HealthCheck.Endpoint;
import pilothouse.storage.Store;
import pilothouse.storage.embedded.EmbeddedStore;
import pilothouse.storage.etcd.EtcdSettings;
import pilothouse.storage.etcd.EtcdStore;

/// The store of a server, embedded or on etcd, and those of single resources beside it.
final class Stores implements AutoCloseable {
  private final Store main;
  private final Map<GroupResource, Store> overrides;
  private final EtcdFlags flags;

  private Stores(Store main, Map<GroupResource, Store> overrides, EtcdFlags flags) {
    this.main = main;
    this.overrides = overrides;
    this.flags = flags;
  }

  /// @param folder of the embedded store
  /// @throws pilothouse.storage.StoreException if one of them cannot be opened
  static Stores open(EtcdFlags flags, Path folder) {
    if (flags.servers().isEmpty()) return new Stores(EmbeddedStore.open(folder), Map.of(), flags);
    var opened = new ArrayList<Store>();
    try {
      var main = EtcdStore.open(settings(flags, flags.servers()));
      opened.add(main);
      var overrides = new LinkedHashMap<GroupResource, Store>();
      for (var override : flags.overrides()) {
        var store = EtcdStore.open(settings(flags, override.servers()));
        opened.add(store);
        overrides.put(override.resource(), store);
      }
      return new Stores(main, overrides, flags);
    } catch (RuntimeException e) {
      opened.forEach(Store::close);
      throw e;
    }
  }

  private static EtcdSettings settings(EtcdFlags flags, List<URI> servers) {
    var tls = EtcdCredentials.of(flags.authority(), flags.certificate(), flags.key());
    return EtcdSettings.of(servers, tls, flags.compactEvery());
  }

  /// Tells in metrics how large the stores are.
  void register(PrometheusRegistry registry) {
    var all = new ArrayList<Store>();
    all.add(main);
    all.addAll(overrides.values());
    StoreSizes.register(all, flags.sizeEvery(), registry);
  }

  /// The main store, where other servers may be on it too.
  Optional<Store> shared() {
    return main instanceof EtcdStore ? Optional.of(main) : Optional.empty();
  }

  Store of(GroupResource resource) {
    return Optional.ofNullable(overrides.get(resource)).orElse(main);
  }

  /// Whether the main store answers, as the checks `etcd` and `etcd-readiness` ask.
  boolean isHealthy(String check) {
    return switch (check) {
      case "etcd" -> answers(main, false);
      case "etcd-readiness" -> answers(main, true);
      default -> true;
    };
  }

  private boolean answers(Store store, boolean ready) {
    if (!(store instanceof EtcdStore etcd)) return true;
    return etcd.isHealthy(ready ? flags.readyTimeout() : flags.healthTimeout());
  }

  /// The checks of the stores of single resources.
  ///
  /// Source of the names: apiserver `pkg/server/options/etcd.go`, `addEtcdHealthEndpoint`.
  List<HealthCheck> overrideChecks() {
    var checks = new ArrayList<HealthCheck>();
    int number = 0;
    for (Store store : overrides.values()) {
      BooleanSupplier healthy = () -> answers(store, false);
      BooleanSupplier ready = () -> answers(store, true);
      checks.add(
          new HealthCheck("etcd-override-" + number, EnumSet.allOf(Endpoint.class), healthy));
      checks.add(
          new HealthCheck("etcd-override-readiness-" + number, EnumSet.of(Endpoint.READYZ), ready));
      number++;
    }
    return checks;
  }

  @Override
  public void close() {
    overrides.values().forEach(Store::close);
    main.close();
  }
}
