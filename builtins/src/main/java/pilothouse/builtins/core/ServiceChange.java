package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.allocation.ServiceSpec;
import pilothouse.builtins.meta.Edit;

/// An update of a service: what was given to it stays though the client left it out, and what its new type has no use for goes.
///
/// Source of the rules: kubernetes `pkg/registry/core/service/strategy.go` and `storage/storage.go`.
final class ServiceChange {
  private ServiceChange() {}

  static ObjectNode prepare(ObjectNode service, ObjectNode old) {
    ObjectNode out = synced(service, old);
    out = withGiven(out, old);
    return withoutUseless(out, old);
  }

  /// On create: `clusterIPs` follows `clusterIP` where it was left out.
  static ObjectNode synced(ObjectNode service) {
    String ip = clusterIp(service);
    if (ip.isEmpty() || !ServiceSpec.clusterIps(service).isEmpty()) return service;
    return ServiceSpec.withClusterIps(service, List.of(ip));
  }

  /// The one of `clusterIP` and `clusterIPs` that was not touched follows the one that was.
  private static ObjectNode synced(ObjectNode service, ObjectNode old) {
    String ip = clusterIp(service);
    String before = clusterIp(old);
    List<String> ips = ServiceSpec.clusterIps(service);
    boolean untouched = ips.equals(ServiceSpec.clusterIps(old));
    if (ip.equals(before))
      return ips.isEmpty() && !before.isEmpty()
          ? ServiceSpec.without(service, "clusterIP")
          : service;
    if (ip.isEmpty()) return untouched ? ServiceSpec.without(service, "clusterIPs") : service;
    if (!untouched && !ips.isEmpty()) return service;
    var changed = new ArrayList<>(ips);
    if (changed.isEmpty()) changed.add(ip);
    else changed.set(0, ip);
    return ServiceSpec.withClusterIps(service, changed);
  }

  private static String clusterIp(ObjectNode service) {
    return ServiceSpec.of(service).get("clusterIP").text();
  }

  private static ObjectNode withGiven(ObjectNode service, ObjectNode old) {
    ObjectNode out = service;
    if (both(service, old, ServiceSpec::needsClusterIp)) {
      if (clusterIp(out).isEmpty()) out = kept(out, old, "clusterIP");
      if (ServiceSpec.clusterIps(out).isEmpty()) out = kept(out, old, "clusterIPs");
    }
    if (both(service, old, ServiceSpec::needsNodePort)) out = withNodePorts(out, old);
    boolean checked = both(service, old, ServiceSpec::needsHealthCheckPort);
    return checked && number(ServiceSpec.of(out), "healthCheckNodePort") == 0
        ? kept(out, old, "healthCheckNodePort")
        : out;
  }

  private static boolean both(ObjectNode service, ObjectNode old, Predicate<ObjectNode> needs) {
    return needs.test(service) && needs.test(old);
  }

  private static long number(Node from, String field) {
    return from.get(field).number(0);
  }

  private static ObjectNode kept(ObjectNode service, ObjectNode old, String field) {
    Node before = ServiceSpec.of(old).get(field);
    return before.isNull() ? service : ServiceSpec.with(service, field, before);
  }

  /// Ports are the same port when their names are.
  private static ObjectNode withNodePorts(ObjectNode service, ObjectNode old) {
    Map<String, Long> byName = new HashMap<>();
    var before = new HashSet<Long>();
    for (Node port : ServiceSpec.of(old).get("ports").items()) {
      byName.put(port.get("name").text(), number(port, "nodePort"));
      before.add(number(port, "nodePort"));
    }
    List<Node> ports = ServiceSpec.of(service).get("ports").items();
    var used = new HashSet<Long>();
    for (Node port : ports) used.add(number(port, "nodePort"));
    used.retainAll(before);
    var out = new ArrayList<Node>();
    for (Node port : ports) {
      long known = byName.getOrDefault(port.get("name").text(), 0L);
      boolean fill = number(port, "nodePort") == 0 && known != 0 && !used.contains(known);
      out.add(fill ? port.object().with("nodePort", new LongNode(known)) : port);
    }
    return ports.isEmpty() ? service : ServiceSpec.with(service, "ports", ListNode.of(out));
  }

  /// Fields that the old type needed, the new one does not, and the client did not touch.
  private static ObjectNode withoutUseless(ObjectNode service, ObjectNode old) {
    ObjectNode out = service;
    if (ended(service, old, ServiceSpec::needsClusterIp)) {
      if (same(out, old, "clusterIP") && same(out, old, "clusterIPs")) {
        out = ServiceSpec.without(out, "clusterIP");
        out = ServiceSpec.without(out, "clusterIPs");
      }
      for (String field : List.of("ipFamilies", "ipFamilyPolicy")) out = dropped(out, old, field);
    }
    if (ended(service, old, ServiceSpec::needsNodePort) && sameNodePorts(service, old))
      out = withoutNodePorts(out);
    if (ended(service, old, ServiceSpec::needsHealthCheckPort))
      out = dropped(out, old, "healthCheckNodePort");
    if (ended(service, old, ServiceChange::isBalanced)) {
      out = dropped(out, old, "allocateLoadBalancerNodePorts");
      out = dropped(out, old, "loadBalancerClass");
    }
    if (ended(service, old, ServiceSpec::isExternallyAccessible))
      out = dropped(out, old, "externalTrafficPolicy");
    return isBalanced(out) ? out : withoutIngress(out);
  }

  private static boolean ended(ObjectNode service, ObjectNode old, Predicate<ObjectNode> needs) {
    return needs.test(old) && !needs.test(service);
  }

  static boolean isBalanced(ObjectNode service) {
    return ServiceSpec.isType(service, ServiceSpec.LOAD_BALANCER);
  }

  private static boolean same(ObjectNode service, ObjectNode old, String field) {
    return ServiceSpec.of(service).get(field).equals(ServiceSpec.of(old).get(field));
  }

  private static ObjectNode dropped(ObjectNode service, ObjectNode old, String field) {
    return same(service, old, field) ? ServiceSpec.without(service, field) : service;
  }

  private static boolean sameNodePorts(ObjectNode service, ObjectNode old) {
    return nodePorts(service).equals(nodePorts(old));
  }

  private static HashSet<Long> nodePorts(ObjectNode service) {
    var all = new HashSet<Long>();
    for (Node port : ServiceSpec.of(service).get("ports").items())
      all.add(number(port, "nodePort"));
    all.remove(0L);
    return all;
  }

  private static ObjectNode withoutNodePorts(ObjectNode service) {
    return Edit.inside(
        service, "spec", spec -> Edit.each(spec, "ports", port -> port.without("nodePort")));
  }

  private static ObjectNode withoutIngress(ObjectNode service) {
    return Edit.under(service, "status", status -> status.with("loadBalancer", ObjectNode.EMPTY));
  }

  /// What is a name alone has no traffic policy.
  static ObjectNode unpoliced(ObjectNode service) {
    return ServiceSpec.isType(service, ServiceSpec.EXTERNAL_NAME)
        ? ServiceSpec.without(service, "internalTrafficPolicy")
        : service;
  }

  /// The status of a service that is new.
  static ObjectNode withoutStatus(ObjectNode service) {
    return service.with("status", ObjectNode.of("loadBalancer", ObjectNode.EMPTY));
  }
}
