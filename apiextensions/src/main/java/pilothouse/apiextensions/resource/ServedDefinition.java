package pilothouse.apiextensions.resource;

import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Definition;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.storage.cache.ObjectStorage;
import pilothouse.storage.cache.WatchCache;

/// A definition while it is served: its storage, and the endpoints of those versions that somebody asked for.
///
/// Schemas are read from the definition's bytes when they are first needed, and are forgotten when nobody has asked for a while or memory runs short.
public final class ServedDefinition {
  /// So many objects are read from the store in some milliseconds.
  private static final int FEW = 1_000;

  private static final Set<String> READS = Set.of("get", "list", "watch");

  private final Definition definition;
  private final Supplier<ObjectNode> crd;
  private final ObjectStorage storage;
  private final Surroundings surroundings;
  private final BooleanSupplier terminating;
  private final Map<String, SoftReference<Endpoint>> endpoints = new ConcurrentHashMap<>();

  /// When it was last asked for, in [System#nanoTime] nanoseconds.
  private volatile long used = System.nanoTime();

  /// One version that is served: what only reads does without most of it.
  private record Endpoint(Later<Handler> reads, Later<Handler> whole) implements Handler {
    @Override
    public Response handle(Call call) {
      var info = call.info();
      boolean read = info.subresource().isEmpty() && READS.contains(info.verb());
      return (read ? reads : whole).get().handle(call);
    }
  }

  ServedDefinition(
      Definition definition,
      Supplier<ObjectNode> crd,
      ObjectStorage storage,
      Surroundings surroundings,
      BooleanSupplier terminating) {
    this.definition = definition;
    this.crd = crd;
    this.storage = storage;
    this.surroundings = surroundings;
    this.terminating = terminating;
  }

  public Definition definition() {
    return definition;
  }

  /// This, with now as the time when it was last asked for.
  ServedDefinition used() {
    used = System.nanoTime();
    return this;
  }

  /// For how long nobody has asked for it.
  Duration idle() {
    return Duration.ofNanos(System.nanoTime() - used);
  }

  /// Lets go of its schemas, until somebody asks again.
  void forgetSchemas() {
    endpoints.clear();
  }

  /// Whether its storage can be let go of and made anew at little cost: nobody watches it, and it holds few objects.
  boolean light() {
    WatchCache cache = storage.cache();
    return cache.watches() == 0 && cache.current().size() <= FEW;
  }

  ObjectStorage storage() {
    return storage;
  }

  /// The endpoint of a version; empty where it is not served.
  public Optional<Handler> endpoint(String version) {
    return definition.version(version).filter(v -> v.served()).map(v -> made(version));
  }

  /// The registry of the stored version, which need not be served.
  public StoredRegistry stored() {
    return builder().registry(definition.stored().name());
  }

  private Endpoint made(String version) {
    @Nullable SoftReference<Endpoint> known = endpoints.get(version);
    @Nullable Endpoint endpoint = known == null ? null : known.get();
    if (endpoint != null) return endpoint;
    EndpointBuilder builder = builder();
    var fresh =
        new Endpoint(
            new Later<>(() -> builder.reads(version)), new Later<>(() -> builder.whole(version)));
    endpoints.put(version, new SoftReference<>(fresh));
    return fresh;
  }

  private EndpointBuilder builder() {
    return new EndpointBuilder(definition, crd, storage, surroundings, terminating);
  }
}
