package pilothouse.builtins.allocation;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.IpText;

/// Fills in the IP families of a service and their policy, from what the user gave and what the cluster has.
///
/// Source of the rules: kubernetes `pkg/registry/core/service/storage/alloc.go`.
final class IpFamilies {
  private static final String SINGLE = "SingleStack";
  private static final String REQUIRE_DUAL = "RequireDualStack";
  private static final String PREFER_DUAL = "PreferDualStack";
  private static final FieldPath SPEC = FieldPath.of("spec");

  /// The cluster's families, its default one first.
  private final Set<String> configured;

  IpFamilies(List<String> serviceCidrs) {
    var families = new LinkedHashSet<String>();
    for (String cidr : serviceCidrs)
      IpText.cidr(cidr).ifPresent(n -> families.add(n.isV6() ? "IPv6" : "IPv4"));
    this.configured = families;
  }

  static String of(String ip) {
    return IpText.address(ip).filter(Inet6Address.class::isInstance).isPresent() ? "IPv6" : "IPv4";
  }

  private static String other(String family) {
    return family.equals("IPv4") ? "IPv6" : "IPv4";
  }

  /// The service with families and policy; errors are those that keep it from being allocated for.
  ObjectNode fill(ObjectNode given, Optional<ObjectNode> old, Errors errors) {
    if (ServiceSpec.isType(given, ServiceSpec.EXTERNAL_NAME)) return given;
    ObjectNode service =
        old.filter(ServiceSpec::needsClusterIp).map(o -> withOld(given, o)).orElse(given);
    if (old.isPresent() && keepsPreferDual(service, old.get())) return service;
    ClusterIpRules.check(service, errors);
    if (!errors.isEmpty()) return service;
    boolean bare = ServiceSpec.of(service).get("selector").object().isEmpty();
    if (ServiceSpec.isHeadless(service) && bare) return headless(service);
    return allocated(service, errors);
  }

  /// Families and policy that an update leaves out stay as they were.
  private static ObjectNode withOld(ObjectNode service, ObjectNode old) {
    ObjectNode out = service;
    for (String field : List.of("ipFamilies", "ipFamilyPolicy"))
      if (ServiceSpec.of(out).get(field).isNull() && !ServiceSpec.of(old).get(field).isNull())
        out = ServiceSpec.with(out, field, ServiceSpec.of(old).get(field));
    return out;
  }

  /// A PreferDualStack service is neither upgraded nor downgraded because the cluster has changed since.
  private static boolean keepsPreferDual(ObjectNode service, ObjectNode old) {
    return ServiceSpec.isType(service, ServiceSpec.type(old))
        && ServiceSpec.policy(service).equals(PREFER_DUAL)
        && ServiceSpec.policy(old).equals(PREFER_DUAL)
        && ServiceSpec.clusterIps(service).equals(ServiceSpec.clusterIps(old))
        && ServiceSpec.families(service).equals(ServiceSpec.families(old));
  }

  /// Without a selector nobody needs an address: both families are fine whatever the cluster has.
  private ObjectNode headless(ObjectNode service) {
    String policy =
        ServiceSpec.policy(service).isEmpty() ? REQUIRE_DUAL : ServiceSpec.policy(service);
    var families = new ArrayList<>(ServiceSpec.families(service));
    if (families.isEmpty()) families.add(configured.iterator().next());
    if (!policy.equals(SINGLE) && families.size() == 1) families.add(other(families.getFirst()));
    return with(service, policy, families);
  }

  private ObjectNode allocated(ObjectNode service, Errors errors) {
    String policy = ServiceSpec.policy(service).isEmpty() ? SINGLE : ServiceSpec.policy(service);
    List<String> ips = ServiceSpec.clusterIps(service);
    var families = new ArrayList<>(ServiceSpec.families(service));
    checkPolicy(policy, ips, families, errors);
    infer(ips, families, errors);
    if (!errors.isEmpty()) return service;
    if (families.isEmpty()) families.add(configured.iterator().next());
    if (!policy.equals(SINGLE) && families.size() == 1 && configured.size() == 2)
      families.add(other(families.getFirst()));
    checkConfigured(families, errors);
    return with(service, policy, families);
  }

  private void checkPolicy(String policy, List<String> ips, List<String> families, Errors errors) {
    FieldPath at = SPEC.child("ipFamilyPolicy");
    String why = "must be 'RequireDualStack' or 'PreferDualStack' when multiple ";
    if (policy.equals(SINGLE) && ips.size() == 2)
      errors.add(FieldError.invalid(at, policy, why + "cluster IPs are specified"));
    if (policy.equals(SINGLE) && families.size() == 2)
      errors.add(FieldError.invalid(at, policy, why + "IP families are specified"));
    if (policy.equals(REQUIRE_DUAL) && configured.size() < 2) errors.add(notDual(policy));
  }

  private static FieldError notDual(String policy) {
    return FieldError.invalid(
        SPEC.child("ipFamilyPolicy"),
        policy,
        "this cluster is not configured for dual-stack services");
  }

  /// Adds the families of the addresses that the user gave.
  private void infer(List<String> ips, List<String> families, Errors errors) {
    for (int i = 0; i < ips.size() && !ips.get(i).equals(ServiceSpec.NONE); i++) {
      if (i < families.size()) continue;
      String family = of(ips.get(i));
      if (configured.contains(family)) families.add(family);
      else
        errors.add(
            FieldError.invalid(
                SPEC.child("clusterIPs").index(i),
                ListNode.ofTexts(ips),
                family + " is not configured on this cluster"));
    }
  }

  private void checkConfigured(List<String> families, Errors errors) {
    for (int i = 0; i < families.size(); i++)
      if (!configured.contains(families.get(i)))
        errors.add(
            FieldError.invalid(
                SPEC.child("ipFamilies").index(i),
                families.get(i),
                "not configured on this cluster"));
  }

  private static ObjectNode with(ObjectNode service, String policy, List<String> families) {
    ObjectNode out = ServiceSpec.with(service, "ipFamilies", ListNode.ofTexts(families));
    return ServiceSpec.with(out, "ipFamilyPolicy", new StringNode(policy));
  }
}
