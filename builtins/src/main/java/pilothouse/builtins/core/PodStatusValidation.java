package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;
import pilothouse.builtins.meta.IpText;

/// The checks of a pod's status.
final class PodStatusValidation {
  private static final FieldPath STATUS = FieldPath.of("status");
  private static final String NOT_NEGATIVE = "must be a non-negative integer";
  private static final Set<String> SYSTEM = Set.of("PodScheduled", "Ready", "Initialized");

  private final ObjectNode pod;
  private final ObjectNode old;
  private final Node status;
  private final Errors errors;

  private PodStatusValidation(ObjectNode pod, ObjectNode old, Errors errors) {
    this.pod = pod;
    this.old = old;
    this.status = pod.get("status");
    this.errors = errors;
  }

  static void update(ObjectNode pod, ObjectNode old, Errors errors) {
    new PodStatusValidation(pod, old, errors).check();
  }

  private void check() {
    conditions();
    Checks.immutable(
        STATUS.child("qosClass"), status.get("qosClass"), old.at("status", "qosClass"), errors);
    Checks.formatIfSet(
        STATUS.child("nominatedNodeName"),
        status.get("nominatedNodeName"),
        Formats::dnsSubdomain,
        errors);
    notNegative(STATUS.child("observedGeneration"), status.get("observedGeneration"));
    for (String list :
        List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"))
      users(list);
    claims();
    podIps();
    hostIps();
    extended();
  }

  private void notNegative(FieldPath at, Node number) {
    if (number.number(0) < 0) errors.add(FieldError.invalid(at, number, NOT_NEGATIVE));
  }

  private void conditions() {
    List<Node> conditions = status.get("conditions").items();
    for (int i = 0; i < conditions.size(); i++) {
      FieldPath at = STATUS.child("conditions").index(i);
      notNegative(at.child("observedGeneration"), conditions.get(i).get("observedGeneration"));
      String type = conditions.get(i).get("type").text();
      if (!SYSTEM.contains(type))
        Checks.format(at.child("Type"), type, Formats::qualifiedName, errors);
    }
  }

  private void users(String list) {
    List<Node> containers = status.get(list).items();
    for (int i = 0; i < containers.size(); i++) {
      Node user = containers.get(i).at("user", "linux");
      if (user.isNull()) continue;
      FieldPath at = STATUS.child(list).index(i).child("user", "linux");
      Checks.inRange(at.child("uid"), user.get("uid"), 0, Integer.MAX_VALUE, errors);
      Checks.inRange(at.child("gid"), user.get("gid"), 0, Integer.MAX_VALUE, errors);
      List<Node> groups = user.get("supplementalGroups").items();
      for (int j = 0; j < groups.size(); j++)
        Checks.inRange(
            at.child("supplementalGroups").index(j), groups.get(j), 0, Integer.MAX_VALUE, errors);
    }
  }

  private void claims() {
    Set<String> known = new HashSet<>();
    for (Node claim : pod.at("spec", "resourceClaims").items()) known.add(claim.get("name").text());
    List<Node> claims = status.get("resourceClaimStatuses").items();
    for (int i = 0; i < claims.size(); i++) {
      FieldPath at = STATUS.child("resourceClaimStatuses").index(i);
      String name = claims.get(i).get("name").text();
      if (!known.contains(name))
        errors.add(
            FieldError.invalid(
                at.child("name"),
                name,
                "must match the name of an entry in `spec.resourceClaims`"));
      Checks.formatIfSet(
          at.child("resourceClaimName"),
          claims.get(i).get("resourceClaimName"),
          Formats::dnsSubdomain,
          errors);
    }
  }

  private void podIps() {
    Node ips = status.get("podIPs");
    if (ips.equals(old.at("status", "podIPs"))) return;
    if (tooMany(ips.items()))
      errors.add(
          FieldError.invalid(
              STATUS.child("podIPs"),
              InternalForm.of("[]PodIP", ips),
              "may specify no more than one IP for each IP family"));
  }

  private static boolean tooMany(List<Node> ips) {
    long six = ips.stream().filter(ip -> IpText.isV6(ip.get("ip").text())).count();
    return ips.size() > 1 && (six != 1 || ips.size() > 2);
  }

  /// The first of the host's addresses is the one that stands alone.
  private void hostIps() {
    List<Node> ips = status.get("hostIPs").items();
    if (ips.isEmpty()) return;
    FieldPath at = STATUS.child("hostIPs");
    String first = ips.getFirst().get("ip").text();
    if (!first.equals(status.get("hostIP").text()))
      errors.add(FieldError.invalid(at.index(0).child("ip"), first, "must be equal to `hostIP`"));
    for (int i = 0; i < ips.size(); i++) {
      String ip = ips.get(i).get("ip").text();
      if (IpText.address(ip).isEmpty())
        errors.add(FieldError.invalid(at.index(i), ip, IpText.BAD_IP));
    }
    if (tooMany(ips))
      errors.add(
          FieldError.invalid(
              at,
              InternalForm.of("[]HostIP", status.get("hostIPs")),
              "may specify no more than one IP for each IP family"));
  }

  private void extended() {
    if (!(status.get("extendedResourceClaimStatus") instanceof ObjectNode claim)) return;
    FieldPath at = STATUS.child("extendedResourceClaimStatus", "requestMappings");
    if (claim.get("requestMappings").items().isEmpty())
      errors.add(FieldError.required(at, "at least one request mapping is required"));
  }
}
