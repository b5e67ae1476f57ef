package pilothouse.builtins.allocation;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// What allocation and validation ask of a service's `spec`.
public final class ServiceSpec {
  public static final String NONE = "None";
  public static final String EXTERNAL_NAME = "ExternalName";
  public static final String LOAD_BALANCER = "LoadBalancer";
  public static final String NODE_PORT = "NodePort";
  public static final String CLUSTER_IP = "ClusterIP";

  private ServiceSpec() {}

  public static Node of(ObjectNode service) {
    return service.get("spec");
  }

  public static String type(ObjectNode service) {
    return of(service).get("type").text();
  }

  public static boolean isType(ObjectNode service, String type) {
    return type(service).equals(type);
  }

  public static List<String> clusterIps(ObjectNode service) {
    return texts(service, "clusterIPs");
  }

  public static List<String> families(ObjectNode service) {
    return texts(service, "ipFamilies");
  }

  private static List<String> texts(ObjectNode service, String field) {
    return of(service).get(field).items().stream().map(Node::text).toList();
  }

  public static String policy(ObjectNode service) {
    return of(service).get("ipFamilyPolicy").text();
  }

  public static boolean isHeadless(ObjectNode service) {
    List<String> ips = clusterIps(service);
    return !ips.isEmpty() && ips.getFirst().equals(NONE);
  }

  public static boolean needsClusterIp(ObjectNode service) {
    return switch (type(service)) {
      case CLUSTER_IP, NODE_PORT, LOAD_BALANCER -> true;
      default -> false;
    };
  }

  public static boolean needsNodePort(ObjectNode service) {
    return switch (type(service)) {
      case NODE_PORT, LOAD_BALANCER -> true;
      default -> false;
    };
  }

  /// Whether ports without a node port are to be given one.
  public static boolean wantsNodePorts(ObjectNode service) {
    return !isType(service, LOAD_BALANCER)
        || of(service).get("allocateLoadBalancerNodePorts").bool(true);
  }

  public static boolean needsHealthCheckPort(ObjectNode service) {
    return isType(service, LOAD_BALANCER)
        && of(service).get("externalTrafficPolicy").text().equals("Local");
  }

  public static boolean isExternallyAccessible(ObjectNode service) {
    return needsNodePort(service)
        || isType(service, CLUSTER_IP) && !of(service).get("externalIPs").items().isEmpty();
  }

  public static ObjectNode with(ObjectNode service, String field, Node value) {
    return service.with("spec", of(service).object().with(field, value));
  }

  public static ObjectNode without(ObjectNode service, String field) {
    return service.with("spec", of(service).object().without(field));
  }

  public static ObjectNode withClusterIps(ObjectNode service, List<String> ips) {
    ObjectNode first =
        with(service, "clusterIP", new pilothouse.api.tree.StringNode(ips.getFirst()));
    return with(first, "clusterIPs", ListNode.ofTexts(ips));
  }
}
