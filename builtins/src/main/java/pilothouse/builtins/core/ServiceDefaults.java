package pilothouse.builtins.core;

import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.allocation.ServiceSpec;
import pilothouse.builtins.meta.Edit;

/// The defaults of a service.
///
/// Source: kubernetes `pkg/apis/core/v1/defaults.go`.
final class ServiceDefaults {
  private static final int AFFINITY_SECONDS = 10_800;

  private ServiceDefaults() {}

  static ObjectNode fill(ObjectNode service) {
    ObjectNode out = Edit.under(service, "spec", ServiceDefaults::spec);
    out = policies(out);
    return Edit.inside(
        out, "status", status -> Edit.inside(status, "loadBalancer", ServiceDefaults::ingress));
  }

  private static ObjectNode ingress(ObjectNode loadBalancer) {
    return Edit.each(
        loadBalancer,
        "ingress",
        point ->
            point.get("ip").text().isEmpty()
                ? point
                : Edit.absent(point, "ipMode", new StringNode("VIP")));
  }

  private static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = Edit.each(spec, "ports", ServiceDefaults::port);
    out = Edit.blank(out, "type", ServiceSpec.CLUSTER_IP);
    return affinity(Edit.blank(out, "sessionAffinity", "None"));
  }

  private static ObjectNode port(ObjectNode port) {
    ObjectNode out = Edit.blank(port, "protocol", "TCP");
    return hasTarget(out.get("targetPort"))
        ? out
        : out.with("targetPort", out.get("port").number(0));
  }

  private static boolean hasTarget(Node target) {
    return !target.text().isEmpty() || target.number(0) != 0;
  }

  private static ObjectNode affinity(ObjectNode spec) {
    return switch (spec.get("sessionAffinity").text()) {
      case "None" -> spec.without("sessionAffinityConfig");
      case "ClientIP" -> {
        Node seconds = spec.at("sessionAffinityConfig", "clientIP", "timeoutSeconds");
        yield seconds.isNull() ? spec.with("sessionAffinityConfig", affinityConfig()) : spec;
      }
      default -> spec;
    };
  }

  private static ObjectNode affinityConfig() {
    return ObjectNode.of(
        "clientIP", ObjectNode.of("timeoutSeconds", new LongNode(AFFINITY_SECONDS)));
  }

  private static ObjectNode policies(ObjectNode service) {
    boolean external = ServiceSpec.isExternallyAccessible(service);
    boolean inside = ServiceSpec.needsClusterIp(service);
    boolean balanced = ServiceSpec.isType(service, ServiceSpec.LOAD_BALANCER);
    return Edit.inside(
        service,
        "spec",
        spec -> {
          ObjectNode out = external ? Edit.blank(spec, "externalTrafficPolicy", "Cluster") : spec;
          if (inside) out = Edit.absent(out, "internalTrafficPolicy", new StringNode("Cluster"));
          return balanced ? Edit.absent(out, "allocateLoadBalancerNodePorts", BoolNode.TRUE) : out;
        });
  }
}
