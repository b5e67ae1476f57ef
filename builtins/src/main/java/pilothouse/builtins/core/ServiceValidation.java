package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.allocation.ClusterIpRules;
import pilothouse.builtins.allocation.ServiceSpec;
import pilothouse.builtins.meta.Checks;

/// The checks of a service, in upstream's order.
///
/// Source of the order and the texts: kubernetes `pkg/apis/core/validation/validation.go`.
final class ServiceValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath PORTS = SPEC.child("ports");
  private static final String BALANCED_ONLY = "may only be used when `type` is 'LoadBalancer'";
  private static final List<String> POLICIES = List.of("Cluster", "Local");
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final List<String> DISTRIBUTIONS =
      List.of("PreferClose", "PreferSameZone", "PreferSameNode");
  private static final int KUBELET_PORT = 10_250;

  private final ObjectNode service;
  private final Node spec;
  private final Errors errors;

  private ServiceValidation(ObjectNode service, Errors errors) {
    this.service = service;
    this.spec = ServiceSpec.of(service);
    this.errors = errors;
  }

  static void create(ObjectNode service, Errors errors) {
    new ServiceValidation(service, errors).check(Optional.empty());
  }

  static void update(ObjectNode service, ObjectNode old, Errors errors) {
    ClusterIpRules.checkUpdate(service, old, errors);
    new ServiceValidation(service, errors).check(Optional.of(old));
  }

  private void check(Optional<ObjectNode> old) {
    boolean portless =
        ServiceSpec.isHeadless(service) || ServiceSpec.isType(service, ServiceSpec.EXTERNAL_NAME);
    if (spec.get("ports").items().isEmpty() && !portless)
      errors.add(FieldError.required(PORTS, ""));
    checkType();
    checkPorts();
    Checks.labels(SPEC.child("selector"), spec.get("selector"), errors);
    ServiceAffinity.check(spec, SPEC, errors);
    ClusterIpRules.check(service, errors);
    ServiceAddresses.external(spec, SPEC.child("externalIPs"), errors);
    Checks.oneOf(SPEC.child("type"), spec.get("type"), TYPES, errors);
    checkNodePorts();
    checkSourceRanges();
    checkBalancer(old);
    checkPolicies();
  }

  private void checkType() {
    switch (ServiceSpec.type(service)) {
      case ServiceSpec.LOAD_BALANCER -> {
        checkKubeletPort();
        checkNotHeadless();
      }
      case ServiceSpec.NODE_PORT -> checkNotHeadless();
      case ServiceSpec.EXTERNAL_NAME -> checkExternalName();
      default -> {}
    }
  }

  private void checkKubeletPort() {
    List<Node> ports = spec.get("ports").items();
    for (int i = 0; i < ports.size(); i++)
      if (ports.get(i).get("port").number(0) == KUBELET_PORT)
        errors.add(
            FieldError.invalid(
                PORTS.index(i),
                KUBELET_PORT,
                "may not expose port 10250 externally since it is used by kubelet"));
  }

  private void checkNotHeadless() {
    if (ServiceSpec.isHeadless(service))
      errors.add(
          FieldError.invalid(
              SPEC.child("clusterIPs").index(0),
              ServiceSpec.NONE,
              "may not be set to 'None' for " + ServiceSpec.type(service) + " services"));
  }

  private void checkExternalName() {
    String why = "may not be set for ExternalName services";
    if (!ServiceSpec.clusterIps(service).isEmpty())
      errors.add(FieldError.forbidden(SPEC.child("clusterIPs"), why));
    if (!ServiceSpec.families(service).isEmpty())
      errors.add(FieldError.forbidden(SPEC.child("ipFamilies"), why));
    if (!spec.get("ipFamilyPolicy").isNull())
      errors.add(FieldError.forbidden(SPEC.child("ipFamilyPolicy"), why));
    FieldPath at = SPEC.child("externalName");
    String name = spec.get("externalName").text();
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (bare.isEmpty()) errors.add(FieldError.required(at, ""));
    else
      for (String wrong : Formats.dnsSubdomain(bare))
        errors.add(FieldError.invalid(at, bare, wrong));
  }

  private void checkPorts() {
    List<Node> ports = spec.get("ports").items();
    var names = new HashSet<String>();
    for (int i = 0; i < ports.size(); i++)
      ServicePorts.check(ports.get(i), ports.size() > 1, names, PORTS.index(i), errors);
  }

  private void checkNodePorts() {
    List<Node> ports = spec.get("ports").items();
    boolean inside = ServiceSpec.isType(service, ServiceSpec.CLUSTER_IP);
    for (int i = 0; i < ports.size(); i++)
      if (inside && ports.get(i).get("nodePort").number(0) != 0)
        errors.add(
            FieldError.forbidden(
                PORTS.index(i).child("nodePort"), "may not be used when `type` is 'ClusterIP'"));
    Set<ObjectNode> seen = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      long number = ports.get(i).get("nodePort").number(0);
      if (number != 0 && !seen.add(ServicePorts.key(ports.get(i), 0, number)))
        errors.add(FieldError.duplicate(PORTS.index(i).child("nodePort"), new LongNode(number)));
    }
    seen.clear();
    for (int i = 0; i < ports.size(); i++) {
      ObjectNode key = ServicePorts.key(ports.get(i), ports.get(i).get("port").number(0), 0);
      if (!seen.add(key)) errors.add(FieldError.duplicate(PORTS.index(i), key));
    }
  }

  private void checkSourceRanges() {
    String annotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    Node annotated = service.at("metadata", "annotations", annotation);
    Node ranges = spec.get("loadBalancerSourceRanges");
    boolean balanced = ServiceChange.isBalanced(service);
    if (!ranges.items().isEmpty()) {
      FieldPath at = SPEC.child("LoadBalancerSourceRanges");
      if (!balanced) errors.add(FieldError.forbidden(at, BALANCED_ONLY));
      ServiceAddresses.ranges(ranges.items().stream().map(Node::text).toList(), at, errors);
    } else if (!annotated.isNull()) {
      FieldPath at = FieldPath.of("metadata", "annotations").key(annotation);
      if (!balanced) errors.add(FieldError.forbidden(at, BALANCED_ONLY));
      else ServiceAddresses.annotatedRanges(annotated.text(), at, errors);
    }
  }

  private void checkBalancer(Optional<ObjectNode> old) {
    boolean balanced = ServiceChange.isBalanced(service);
    FieldPath allocate = SPEC.child("allocateLoadBalancerNodePorts");
    boolean given = !spec.get("allocateLoadBalancerNodePorts").isNull();
    if (given && !balanced) errors.add(FieldError.forbidden(allocate, BALANCED_ONLY));
    if (!given && balanced) errors.add(FieldError.required(allocate, ""));
    checkClass(balanced, old);
  }

  private void checkClass(boolean balanced, Optional<ObjectNode> old) {
    FieldPath at = SPEC.child("loadBalancerClass");
    Node name = spec.get("loadBalancerClass");
    if (balanced && old.filter(ServiceChange::isBalanced).isPresent()) {
      Node before = ServiceSpec.of(old.get()).get("loadBalancerClass");
      if (!name.equals(before))
        errors.add(
            FieldError.invalid(
                at, name.isNull() ? NullNode.NULL : name, "may not change once set"));
    }
    if (name.isNull()) return;
    if (balanced) Checks.format(at, name.text(), Formats::qualifiedName, errors);
    else errors.add(FieldError.forbidden(at, BALANCED_ONLY));
  }

  private void checkPolicies() {
    checkExternalPolicy();
    checkHealthCheck();
    Node internal = spec.get("internalTrafficPolicy");
    FieldPath at = SPEC.child("internalTrafficPolicy");
    if (internal.isNull() && ServiceSpec.needsClusterIp(service))
      errors.add(FieldError.required(at, ""));
    if (!internal.isNull()) Checks.oneOf(at, internal, POLICIES, errors);
    Node distribution = spec.get("trafficDistribution");
    if (!distribution.isNull())
      Checks.oneOf(SPEC.child("trafficDistribution"), distribution, DISTRIBUTIONS, errors);
  }

  private void checkExternalPolicy() {
    FieldPath at = SPEC.child("externalTrafficPolicy");
    String policy = spec.get("externalTrafficPolicy").text();
    if (ServiceSpec.isExternallyAccessible(service)) {
      if (policy.isEmpty()) errors.add(FieldError.required(at, ""));
      else Checks.oneOf(at, spec.get("externalTrafficPolicy"), POLICIES, errors);
    } else if (!policy.isEmpty())
      errors.add(
          FieldError.invalid(at, policy, "may only be set for externally-accessible services"));
  }

  private void checkHealthCheck() {
    FieldPath at = SPEC.child("healthCheckNodePort");
    long port = spec.get("healthCheckNodePort").number(0);
    if (!ServiceSpec.needsHealthCheckPort(service)) {
      if (port != 0)
        errors.add(
            FieldError.invalid(
                at,
                port,
                "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"));
      return;
    }
    if (port == 0) errors.add(FieldError.required(at, ""));
    else
      for (String wrong : Formats.portNumber(port)) errors.add(FieldError.invalid(at, port, wrong));
  }

  /// The check of a write through `/status`.
  static void status(ObjectNode service, Errors errors) {
    ListNode points = ListNode.of(service.at("status", "loadBalancer", "ingress").items());
    FieldPath at = FieldPath.of("status", "loadBalancer", "ingress");
    if (points.items().isEmpty()) return;
    if (!ServiceChange.isBalanced(service)) {
      errors.add(FieldError.forbidden(at, "may only be used when `spec.type` is 'LoadBalancer'"));
      return;
    }
    for (int i = 0; i < points.size(); i++)
      ServiceAddresses.ingress(points.items().get(i), at.index(i), errors);
  }
}
