package pilothouse.app.chain;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import pilothouse.app.flags.EncryptionFlags;
import pilothouse.app.flags.Options;
import pilothouse.builtins.allocation.SharedRange;
import pilothouse.builtins.bootstrap.MasterLeases;
import pilothouse.builtins.bootstrap.PeerLeases;
import pilothouse.builtins.bootstrap.Presence;
import pilothouse.encryption.Encryption;
import pilothouse.encryption.EncryptionObserver;
import pilothouse.server.health.HealthCheck;
import pilothouse.server.health.HealthCheck.Endpoint;
import pilothouse.storage.cache.Layout;

/// Where a server keeps its objects: the stores, and what encrypts what goes into it.
public final class Storage implements AutoCloseable {
  private final Stores stores;
  private final String prefix;
  private final Optional<Encryption> encryption;
  private final String identity;
  private final PrometheusRegistry metrics;
  private final StorageMetrics counts;

  private Storage(
      Stores stores,
      String prefix,
      Optional<Encryption> encryption,
      String identity,
      PrometheusRegistry metrics,
      StorageMetrics counts) {
    this.counts = counts;
    this.identity = identity;
    this.metrics = metrics;
    this.stores = stores;
    this.prefix = prefix;
    this.encryption = encryption;
  }

  /// @param identity of this server, as in its lease
  /// @throws IllegalStateException if the encryption's file has mistakes
  public static Storage open(Options options, String identity) {
    var metrics = new PrometheusRegistry();
    var encryption = encryption(options.encryption(), new EncryptionMetrics(metrics, identity));
    try {
      var stores = Stores.open(options.etcd(), options.dataFolder().resolve("store"));
      stores.register(metrics);
      var counts = new StorageMetrics(metrics, options.etcd().countEvery());
      return new Storage(stores, options.etcd().prefix(), encryption, identity, metrics, counts);
    } catch (RuntimeException e) {
      encryption.ifPresent(Encryption::close);
      throw e;
    }
  }

  private static Optional<Encryption> encryption(
      EncryptionFlags flags, EncryptionObserver observer) {
    try {
      return flags.config().map(file -> Encryption.open(file, flags.reload(), observer));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("--encryption-provider-config: " + e.getMessage(), e);
    }
  }

  /// @param typed the forms of resources without encryption
  Layout layout(Layout.Forms typed) {
    Layout plain = new StoresLayout(prefix, stores, counts).with(typed);
    return encryption.map(keys -> plain.with(keys::form)).orElse(plain);
  }

  /// Whether other servers may use the same store.
  boolean isShared() {
    return stores.shared().isPresent();
  }

  /// Where several servers agree on node ports; empty where there can be only one.
  Optional<SharedRange> portRange() {
    return stores
        .shared()
        .map(store -> new SharedRange(store, prefix + "/ranges/servicenodeports"));
  }

  /// How servers on this store find each other.
  ///
  /// @param address of this one
  /// @param port under which it is reached there
  public Presence presence(String address, int port) {
    return stores
        .shared()
        .<Presence>map(store ->
            new PeerLeases(
                store,
                prefix + "/peerserverleases/",
                identity,
                port,
                new MasterLeases(store, prefix + "/masterleases/")))
        .orElseGet(() -> Presence.alone(address));
  }

  /// The numbers of this server alone, those of the storage among them: two servers in one process count apart.
  PrometheusRegistry metrics() {
    return metrics;
  }

  /// What can be ill of it beside the store.
  List<HealthCheck> checks() {
    var checks = new ArrayList<>(stores.overrideChecks());
    encryption.flatMap(Storage::check).ifPresent(checks::add);
    return checks;
  }

  /// Whether the store answers, as the checks `etcd` and `etcd-readiness` ask.
  boolean isHealthy(String check) {
    return stores.isHealthy(check);
  }

  private static Optional<HealthCheck> check(Encryption keys) {
    return keys.checkName()
        .map(name ->
            new HealthCheck(name, EnumSet.allOf(Endpoint.class), () -> keys.fault().isEmpty()));
  }

  @Override
  public void close() {
    stores.close();
    encryption.ifPresent(Encryption::close);
  }
}
