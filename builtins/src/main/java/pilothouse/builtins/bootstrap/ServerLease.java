package pilothouse.builtins.bootstrap;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.ClusterObjects;

/// The lease by which a server shows that it lives: `kube-system/apiserver-…`, held for an hour, renewed every ten seconds.
final class ServerLease {
  private static final GroupResource LEASES = new GroupResource("coordination.k8s.io", "leases");
  private static final int HELD_SECONDS = 3600;

  private final ClusterObjects objects;
  private final BootstrapSettings settings;
  private final String name;
  private final String holder;

  ServerLease(ClusterObjects objects, BootstrapSettings settings) {
    this.objects = objects;
    this.settings = settings;
    this.name = Identity.of(settings.hostname());
    this.holder = name + "_" + UUID.randomUUID();
  }

  void renew() {
    Optional<ObjectNode> known = objects.get(LEASES, "kube-system", name);
    if (known.isEmpty()) objects.create(LEASES, lease(), ClusterObjects.MANAGER);
    else objects.update(LEASES, known.get().with("spec", spec()));
  }

  private ObjectNode lease() {
    ObjectNode labels =
        ObjectNode.of("apiserver.kubernetes.io/identity", "kube-apiserver")
            .with("kubernetes.io/hostname", settings.hostname());
    ObjectNode annotations = ObjectNode.of("kubernetes.io/peer-advertise-address", peerAddress());
    ObjectNode metadata =
        ObjectNode.of("name", name)
            .with("namespace", "kube-system")
            .with("labels", labels)
            .with("annotations", annotations);
    return ObjectNode.builder()
        .put("kind", "Lease")
        .put("apiVersion", "coordination.k8s.io/v1")
        .put("metadata", metadata)
        .put("spec", spec())
        .build();
  }

  private String peerAddress() {
    String address = settings.advertiseAddress();
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return host + ":" + settings.port();
  }

  private ObjectNode spec() {
    return ObjectNode.builder()
        .put("holderIdentity", holder)
        .put("leaseDurationSeconds", HELD_SECONDS)
        .put("renewTime", micros(objects.clock().instant()))
        .build();
  }

  /// A MicroTime: six digits after the point, always.
  static String micros(Instant time) {
    Instant cut = time.truncatedTo(ChronoUnit.MICROS);
    String micros = String.format("%06d", cut.getNano() / 1000);
    return cut.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "." + micros + "Z");
  }
}
