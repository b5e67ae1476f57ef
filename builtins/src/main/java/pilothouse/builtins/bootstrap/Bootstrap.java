package pilothouse.builtins.bootstrap;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import pilothouse.api.GroupResource;
import pilothouse.api.GroupVersion;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.ClusterObjects;
import pilothouse.registry.Metadata;

/// Makes a store a cluster: creates what every cluster has and this one lacks.
///
/// On first start that is some two hundred objects. They are created side by side, so that the store commits them together; on a later start
/// each is only looked up.
public final class Bootstrap {
  /// Servers that start at the same time write the same objects.
  private static final int TRIES = 5;

  private final ClusterObjects objects;
  private final BootstrapSettings settings;
  private final ServerLease lease;
  private final Presence presence;
  private final GoneServers gone;
  private final Predicate<GroupVersion> serves;

  /// For a server of all that there is, which has its store for itself.
  public Bootstrap(ClusterObjects objects, BootstrapSettings settings) {
    this(objects, settings, Presence.alone(settings.advertiseAddress()), _ -> true);
  }

  /// @param presence the servers of the cluster
  /// @param serves whether a version is served; of others nothing is created
  public Bootstrap(
      ClusterObjects objects,
      BootstrapSettings settings,
      Presence presence,
      Predicate<GroupVersion> serves) {
    this.serves = serves;
    this.objects = objects;
    this.settings = settings;
    this.lease = new ServerLease(objects, settings);
    this.presence = presence;
    this.gone = new GoneServers(objects);
  }

  /// Creates what is missing; returns when it is stored.
  public void run() throws InterruptedException {
    List<ObjectNode> missing =
        seeds().all().stream().filter(this::isServed).filter(this::isMissing).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writes =
          missing.stream().<Future<?>>map(o -> threads.submit(() -> create(o))).toList();
      for (Future<?> write : writes) done(write);
    }
    keep();
  }

  private static void done(Future<?> write) throws InterruptedException {
    try {
      write.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an object of the fresh cluster could not be stored", e);
    }
  }

  /// Whether clients could see an object; an APIService also stands for a version of its own.
  private boolean isServed(ObjectNode object) {
    if (!serves.test(GroupVersion.parse(object.get("apiVersion").text()))) return false;
    if (!object.get("kind").text().equals("APIService")) return true;
    ObjectNode spec = object.get("spec").object();
    return serves.test(new GroupVersion(spec.get("group").text(), spec.get("version").text()));
  }

  /// What a living server does every ten seconds: renews its lease and puts back what a cluster can't be without.
  public void keep() {
    if (serves.test(new GroupVersion("coordination.k8s.io", "v1"))) {
      lease.renew();
      gone.remove();
    }
    for (String name : Seeds.NAMESPACES) createMissing(Seeds.namespace(name));
    presence.renew(settings.advertiseAddress());
    reconcile();
  }

  /// What a server does before it stops: clients are sent to the others, if there are any.
  public void leave() {
    presence.leave(settings.advertiseAddress());
    reconcile();
  }

  /// Makes the addresses of the `kubernetes` service those of the servers that live.
  private void reconcile() {
    var seeds = seeds();
    for (int tries = 0; tries < TRIES && !isPutBack(seeds::endpoints, "subsets"); tries++) {}
    for (int tries = 0;
        tries < TRIES && !isPutBack(seeds::endpointSlice, "endpoints", "ports");
        tries++) {}
  }

  private Seeds seeds() {
    return new Seeds(settings, objects.clock().instant());
  }

  private void createMissing(ObjectNode object) {
    if (isServed(object) && isMissing(object)) create(object);
  }

  /// False where another server wrote the object meanwhile.
  ///
  /* It is read before the addresses are: who reads them later and writes before us must not lose what it saw to what we saw. */
  private boolean isPutBack(Function<List<String>, ObjectNode> of, String... members) {
    ObjectNode any = of.apply(List.of(settings.advertiseAddress()));
    if (!isServed(any)) return true;
    var known = objects.get(resource(any), Metadata.namespace(any), Metadata.name(any));
    var addresses = presence.addresses();
    // Nobody else: clients that have our address find out soon enough, and without any they would
    // not come back.
    if (addresses.isEmpty()) return true;
    ObjectNode wanted = of.apply(addresses);
    if (known.isEmpty()) return create(wanted);
    ObjectNode right = known.get();
    for (String member : members) right = right.with(member, wanted.get(member));
    return right.equals(known.get()) || objects.update(resource(wanted), right);
  }

  private boolean isMissing(ObjectNode object) {
    return !objects.has(resource(object), Metadata.namespace(object), Metadata.name(object));
  }

  private boolean create(ObjectNode object) {
    return objects.create(resource(object), object, manager(object));
  }

  private static String manager(ObjectNode object) {
    return object.get("apiVersion").text().startsWith("flowcontrol.")
        ? "api-priority-and-fairness-config-producer-v1"
        : ClusterObjects.MANAGER;
  }

  /// The resource of a kind that is seeded.
  private static GroupResource resource(ObjectNode object) {
    String group = GroupVersion.parse(object.get("apiVersion").text()).group();
    String kind = object.get("kind").text().toLowerCase(Locale.ROOT);
    return new GroupResource(group, plural(kind));
  }

  private static String plural(String kind) {
    if (kind.equals("endpoints")) return kind;
    return kind.endsWith("s") ? kind + "es" : kind + "s";
  }
}
