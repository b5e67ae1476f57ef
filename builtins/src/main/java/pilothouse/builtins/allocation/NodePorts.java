package pilothouse.builtins.allocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The node ports of one write to a service. One number may serve several protocols of the same port.
///
/// Source of the rules: kubernetes `pkg/registry/core/service/storage/alloc.go`.
final class NodePorts {
  private final PortAllocator allocator;
  private final PortClaim claim;

  NodePorts(PortAllocator allocator, PortClaim claim) {
    this.allocator = allocator;
    this.claim = claim;
  }

  /// The node ports that a service has, with that of its health check.
  static Set<Long> of(ObjectNode service) {
    var all = new HashSet<Long>();
    for (Node port : ServiceSpec.of(service).get("ports").items()) all.add(number(port));
    all.add(healthCheck(service));
    all.remove(0L);
    return all;
  }

  private static long number(Node port) {
    return port.get("nodePort").number(0);
  }

  private static long healthCheck(ObjectNode service) {
    return ServiceSpec.of(service).get("healthCheckNodePort").number(0);
  }

  ObjectNode claim(ObjectNode service, Optional<ObjectNode> old) {
    Optional<ObjectNode> before = old.filter(ServiceSpec::needsNodePort);
    ObjectNode out = service;
    if (ServiceSpec.needsNodePort(service))
      out = before.isPresent() ? updated(service, before.get()) : created(service);
    out = withHealthCheck(out, old);
    if (before.isPresent()) giveUp(before.get(), out);
    return out;
  }

  private void giveUp(ObjectNode before, ObjectNode now) {
    var unneeded = of(before);
    if (ServiceSpec.needsNodePort(now)) unneeded.removeAll(of(now));
    claim.unneeded().addAll(unneeded);
  }

  private ObjectNode created(ObjectNode service) {
    List<Node> ports = ServiceSpec.of(service).get("ports").items();
    boolean wanted = ServiceSpec.wantsNodePorts(service);
    Map<Long, Long> byPort = new HashMap<>();
    var out = new ArrayList<Node>();
    for (int i = 0; i < ports.size(); i++) {
      Node port = ports.get(i);
      if (number(port) == 0 && !wanted) out.add(port);
      else out.add(with(port, give(service, ports, i, byPort)));
    }
    return ServiceSpec.with(service, "ports", ListNode.of(out));
  }

  private long give(ObjectNode service, List<Node> ports, int i, Map<Long, Long> byPort) {
    Node port = ports.get(i);
    long key = port.get("port").number(0);
    Long given = byPort.get(key);
    if (given == null) {
      long asked = asked(key, ports);
      long number = asked != 0 ? take(asked, i, service) : takeAny();
      byPort.put(key, number);
      return number;
    }
    long own = number(port);
    return own == 0 || own == given ? given : take(own, i, service);
  }

  /// The node port that the user gave for this port in any protocol.
  private static long asked(long port, List<Node> ports) {
    for (Node other : ports)
      if (other.get("port").number(0) == port && number(other) != 0) return number(other);
    return 0;
  }

  private ObjectNode updated(ObjectNode service, ObjectNode old) {
    List<Node> ports = ServiceSpec.of(service).get("ports").items();
    boolean wanted = ServiceSpec.wantsNodePorts(service);
    var known = new HashSet<Long>();
    for (Node port : ServiceSpec.of(old).get("ports").items()) known.add(number(port));
    var out = new ArrayList<Node>();
    for (int i = 0; i < ports.size(); i++) {
      long number = number(ports.get(i));
      if (number == 0 && wanted) number = takeAny();
      else if (number != 0 && known.add(number)) take(number, i, service);
      out.add(number == 0 ? ports.get(i) : with(ports.get(i), number));
    }
    return ServiceSpec.with(service, "ports", ListNode.of(out));
  }

  private static Node with(Node port, long number) {
    return number(port) == number ? port : port.object().with("nodePort", number);
  }

  private ObjectNode withHealthCheck(ObjectNode service, Optional<ObjectNode> old) {
    boolean needs = ServiceSpec.needsHealthCheckPort(service);
    boolean had = old.map(ServiceSpec::needsHealthCheckPort).orElse(false);
    if (!needs) return service;
    if (!had)
      return ServiceSpec.with(
          service, "healthCheckNodePort", new LongNode(newHealthCheck(service)));
    if (healthCheck(service) != healthCheck(old.get()))
      throw ServiceAllocator.invalid(
          service,
          List.of(
              FieldError.forbidden(
                  FieldPath.of("spec", "healthCheckNodePort"), "field is immutable")));
    return service;
  }

  private long newHealthCheck(ObjectNode service) {
    long asked = healthCheck(service);
    if (asked == 0) return takeAny();
    try {
      takeChosen(asked);
      return asked;
    } catch (Refused refused) {
      throw ApiException.internal(
          "failed to allocate requested HealthCheck NodePort " + asked + ": " + refused.why());
    }
  }

  private long take(long port, int index, ObjectNode service) {
    try {
      takeChosen(port);
      return port;
    } catch (Refused refused) {
      FieldPath at = FieldPath.of("spec", "ports").index(index).child("nodePort");
      throw ServiceAllocator.invalid(service, List.of(FieldError.invalid(at, port, refused.why())));
    }
  }

  /// A dry run does not mind a port out of range: so upstream has it.
  private void takeChosen(long port) throws Refused {
    if (claim.dryRun() && !allocator.inRange(port)) return;
    if (claim.dryRun()) allocator.check(port, claim.taken());
    else allocator.take(port);
    claim.taken().add(port);
  }

  private long takeAny() {
    try {
      long port = claim.dryRun() ? allocator.findAny(claim.taken()) : allocator.takeAny();
      claim.taken().add(port);
      return port;
    } catch (Refused refused) {
      throw ApiException.internal("failed to allocate a nodePort: " + refused.why());
    }
  }
}
