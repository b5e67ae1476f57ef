package pilothouse.app.chain;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import pilothouse.api.GroupResource;
import pilothouse.encryption.EncryptionObserver;

/// What encryption at rest does, in upstream's metrics.
///
/// Source of names, labels and buckets: apiserver `pkg/storage/value/metrics.go`,
/// `pkg/storage/value/encrypt/envelope/metrics/metrics.go` and `pkg/server/options/encryptionconfig/metrics/metrics.go`.
final class EncryptionMetrics implements EncryptionObserver {
  private static final String ENVELOPE = "apiserver_envelope_encryption_";
  private static final String CONTROLLER = "apiserver_encryption_config_controller_";

  /// Names of keys come from outside: so many have a line each, the one longest unused goes first.
  private static final int KEYS = 100;

  private final PrometheusRegistry registry;
  private final String server;
  private final Histogram transformationTime;
  private final Counter transformations;
  private final Counter seedsMissed;
  private final Histogram callTime;
  private final Counter keyUses;
  private final Gauge keyUsedAt;
  private final Gauge keyNamedAt;
  private final Counter keysRefused;
  private final Gauge seedsKnown;
  private final Counter reloads;
  private final Gauge reloadedAt;
  private final Info lastConfig;
  private final Map<String, Runnable> used = recent();
  private final Map<String, Runnable> named = recent();

  /// @param identity of this server, as in its lease
  EncryptionMetrics(PrometheusRegistry registry, String identity) {
    this.registry = registry;
    server = hash(identity);
    transformationTime =
        histogram("apiserver_storage_transformation_duration_seconds", doubling(5e-6, 25))
            .help("Time of a successful encryption or decryption, in seconds.")
            .labelNames("transformation_type", "transformer_prefix")
            .register(registry);
    transformations =
        counter("apiserver_storage_transformation_operations_total")
            .help("Encryptions and decryptions by resource and outcome.")
            .labelNames("resource", "transformation_type", "transformer_prefix", "status")
            .register(registry);
    seedsMissed =
        counter("apiserver_storage_envelope_transformation_cache_misses_total")
            .help("How often a key service had to be asked to decrypt a key.")
            .register(registry);
    callTime =
        histogram(ENVELOPE + "kms_operations_latency_seconds", doubling(1e-4, 20))
            .help("Time of a call of a key service, in seconds.")
            .labelNames("provider_name", "method_name", "grpc_status_code")
            .register(registry);
    String[] key = {"transformation_type", "provider_name", "key_id_hash", "apiserver_id_hash"};
    keyUses =
        counter(ENVELOPE + "key_id_hash_total")
            .help("Uses of a key service's key.")
            .labelNames(key)
            .register(registry);
    keyUsedAt =
        gauge(ENVELOPE + "key_id_hash_last_timestamp_seconds", "Last use of a key service's key.")
            .labelNames(key)
            .register(registry);
    keyNamedAt =
        gauge(
                ENVELOPE + "key_id_hash_status_last_timestamp_seconds",
                "When a key service last named this key as its present one.")
            .labelNames("provider_name", "key_id_hash", "apiserver_id_hash")
            .register(registry);
    keysRefused =
        counter(ENVELOPE + "invalid_key_id_from_status_total")
            .help("How often a key service named a key that cannot be one.")
            .labelNames("provider_name", "error")
            .register(registry);
    seedsKnown =
        gauge(ENVELOPE + "dek_source_cache_size", "Decrypted keys that are remembered.")
            .labelNames("provider_name")
            .register(registry);
    String[] outcome = {"status", "apiserver_id_hash"};
    reloads =
        counter(CONTROLLER + "automatic_reloads_total")
            .help("Changes of the configuration's file, taken over or not.")
            .labelNames(outcome)
            .register(registry);
    reloadedAt =
        gauge(
                CONTROLLER + "automatic_reload_last_timestamp_seconds",
                "Last change of the configuration's file that was taken over, or not.")
            .labelNames(outcome)
            .register(registry);
    lastConfig =
        Info.builder()
            .name(CONTROLLER + "last_config")
            .help("The configuration that is in use, by the hash of its file.")
            .labelNames("apiserver_id_hash", "hash")
            .register(registry);
    neverInUse();
  }

  /// What version 1 of key services counts, which is not there: zero, as on a server that has none.
  private void neverInUse() {
    gauge(ENVELOPE + "dek_cache_fill_percent", "Keys of version 1 that are remembered, in percent.")
        .register(registry);
    histogram("apiserver_storage_data_key_generation_duration_seconds", doubling(5e-6, 14))
        .help("Time to make a key of version 1, in seconds.")
        .register(registry);
    counter("apiserver_storage_data_key_generation_failures_total")
        .help("Keys of version 1 that could not be made.")
        .register(registry);
  }

  private static Counter.Builder counter(String name) {
    return Counter.builder().name(name);
  }

  private static Gauge.Builder gauge(String name, String help) {
    return Gauge.builder().name(name).help(help);
  }

  private static Histogram.Builder histogram(String name, double[] bounds) {
    return Histogram.builder().name(name).classicOnly().classicUpperBounds(bounds);
  }

  private static double[] doubling(double first, int count) {
    return DoubleStream.iterate(first, bound -> bound * 2).limit(count).toArray();
  }

  private static Map<String, Runnable> recent() {
    return new LinkedHashMap<>(16, 0.75f, true);
  }

  private static String hash(String text) {
    if (text.isEmpty()) return "";
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String text(Way way) {
    return way.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  /// Notes the use of a line, and takes the one longest unused away when there are too many.
  private static void use(Map<String, Runnable> recent, String line, Runnable forget) {
    synchronized (recent) {
      if (recent.get(line) != null) return;
      recent.put(line, forget);
      if (recent.size() <= KEYS) return;
      var eldest = recent.keySet().iterator().next();
      var forgetting = recent.remove(eldest);
      if (forgetting != null) forgetting.run();
    }
  }

  @Override
  public void transformed(
      GroupResource resource, Way way, String prefix, boolean done, Duration time) {
    String status = done ? "OK" : "unknown-non-grpc";
    transformations.labelValues(resource.toString(), text(way), prefix, status).inc();
    if (done) transformationTime.labelValues(text(way), prefix).observe(seconds(time));
  }

  @Override
  public void keyUsed(Way way, String provider, String keyId) {
    String[] labels = {text(way), provider, hash(keyId), server};
    use(
        used,
        String.join("\n", labels),
        () -> {
          keyUses.remove(labels);
          keyUsedAt.remove(labels);
        });
    keyUses.labelValues(labels).inc();
    keyUsedAt.labelValues(labels).set(now());
  }

  @Override
  public void keyNamed(String provider, String keyId) {
    String[] labels = {provider, hash(keyId), server};
    use(named, String.join("\n", labels), () -> keyNamedAt.remove(labels));
    keyNamedAt.labelValues(labels).set(now());
  }

  @Override
  public void keyRefused(String provider, String why) {
    keysRefused.labelValues(provider, why).inc();
  }

  @Override
  public void called(String provider, String method, String code, Duration time) {
    callTime.labelValues(provider, method, code).observe(seconds(time));
  }

  @Override
  public void seedMissed() {
    seedsMissed.inc();
  }

  @Override
  public void seedsKnown(String provider, int count) {
    seedsKnown.labelValues(provider).set(count);
  }

  @Override
  public void configured(String hash) {
    lastConfig.setLabelValues(server, hash);
  }

  @Override
  public void reloaded(boolean taken) {
    String[] labels = {taken ? "success" : "failure", server};
    reloads.labelValues(labels).inc();
    reloadedAt.labelValues(labels).set(now());
  }
}
