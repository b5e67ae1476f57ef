package pilothouse.builtins.admission;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Changes of a pod's `spec`, its members kept in the wire's order.
final class PodSpec {
  private static final java.util.List<String> ORDER =
      java.util.List.of(
          "tolerations",
          "hostAliases",
          "priorityClassName",
          "priority",
          "dnsConfig",
          "readinessGates",
          "runtimeClassName",
          "enableServiceLinks",
          "preemptionPolicy",
          "overhead",
          "topologySpreadConstraints",
          "setHostnameAsFQDN",
          "os",
          "hostUsers",
          "schedulingGates",
          "resourceClaims",
          "resources",
          "hostnameOverride",
          "workloadRef");

  private PodSpec() {}

  static ObjectNode with(ObjectNode pod, String name, Node value) {
    ObjectNode spec = pod.get("spec").object();
    if (spec.has(name)) return pod.with("spec", spec.with(name, value));
    var later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
    var out = ObjectNode.builder();
    for (int i = 0; i < spec.size(); i++) {
      if (!out.has(name) && later.contains(spec.name(i))) out.put(name, value);
      out.put(spec.name(i), spec.value(i));
    }
    return pod.with("spec", out.put(name, value).build());
  }
}
