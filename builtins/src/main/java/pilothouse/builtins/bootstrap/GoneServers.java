package pilothouse.builtins.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import pilothouse.api.GroupResource;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.ClusterObjects;
import pilothouse.registry.Metadata;

/// Removes the leases of servers that have not renewed them for as long as they hold.
///
/// Source: kubernetes `pkg/controlplane/controller/apiserverleasegc`; the rhythm, an hour, `pkg/controlplane/apiserver/server.go`.
final class GoneServers {
  private static final GroupResource LEASES = new GroupResource("coordination.k8s.io", "leases");
  private static final String IDENTITY = "apiserver.kubernetes.io/identity";
  private static final Duration RHYTHM = Duration.ofHours(1);

  private final ClusterObjects objects;
  private Instant next = Instant.MIN;

  GoneServers(ClusterObjects objects) {
    this.objects = objects;
  }

  /// To be called as often as one likes.
  void remove() {
    var now = objects.clock().instant();
    if (now.isBefore(next)) return;
    next = now.plus(RHYTHM);
    for (ObjectNode lease : objects.list(LEASES))
      if (isServers(lease) && isOver(lease, now))
        objects.delete(LEASES, Metadata.namespace(lease), Metadata.name(lease));
  }

  private static boolean isServers(ObjectNode lease) {
    return Metadata.namespace(lease).equals("kube-system")
        && lease.at("metadata", "labels").get(IDENTITY).text().equals("kube-apiserver");
  }

  /// A lease that does not say until when it holds has ended.
  private static boolean isOver(ObjectNode lease, Instant now) {
    var spec = lease.get("spec");
    try {
      var renewed = Instant.parse(spec.get("renewTime").text());
      return renewed.plusSeconds(spec.get("leaseDurationSeconds").number(0)).isBefore(now);
    } catch (DateTimeParseException e) {
      return true;
    }
  }
}
