package pilothouse.builtins.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;

/// The checks of a pod's spec, wherever it stands, in the order in which upstream reports them.
///
/// Source: kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodSpec`.
public final class PodSpecValidation {
  private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
  private static final List<String> DNS_POLICIES =
      List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
  private static final long MOST_SECONDS = Integer.MAX_VALUE;

  private final ObjectNode spec;
  private final ObjectNode metadata;
  private final FieldPath at;
  private final Errors errors;

  private PodSpecValidation(ObjectNode spec, ObjectNode metadata, FieldPath at, Errors errors) {
    this.spec = spec;
    this.metadata = metadata;
    this.at = at;
    this.errors = errors;
  }

  static void check(ObjectNode spec, ObjectNode metadata, FieldPath at, Errors errors) {
    new PodSpecValidation(spec, metadata, at, errors).check();
  }

  /// Checks a pod template: its labels, annotations and spec.
  public static void template(ObjectNode template, FieldPath at, Errors errors) {
    ObjectNode metadata = template.get("metadata").object();
    ObjectNode spec = template.get("spec").object();
    Checks.labels(at.child("labels"), metadata.get("labels"), errors);
    Checks.annotations(at.child("annotations"), metadata.get("annotations"), errors);
    PodAnnotations.check(metadata, spec, at.child("annotations"), errors);
    check(spec, ObjectNode.EMPTY, at.child("spec"), errors);
    PodAnnotations.agree(metadata, spec, at.child("spec"), errors);
    if (!spec.get("ephemeralContainers").items().isEmpty())
      errors.add(
          FieldError.forbidden(
              at.child("spec", "ephemeralContainers"),
              "ephemeral containers not allowed in pod template"));
  }

  private void check() {
    Map<String, ObjectNode> volumes = new HashMap<>();
    VolumeValidation.volumes(spec, metadata, at.child("volumes"), volumes, errors);
    Set<String> claims = claims();
    var containers = new ContainerValidation(spec, !metadata.isEmpty(), volumes, claims, errors);
    containers.containers(at.child("containers"));
    containers.initContainers(at.child("initContainers"));
    containers.ephemeralContainers(at.child("ephemeralContainers"));
    ContainerResources.pod(spec, claims, at, errors);
    hostNetwork();
    policy("restartPolicy", RESTART_POLICIES);
    policy("dnsPolicy", DNS_POLICIES);
    Checks.labels(at.child("nodeSelector"), spec.get("nodeSelector"), errors);
    SecurityContextValidation.pod(spec, at.child("securityContext"), errors);
    AffinityValidation.affinity(at.child("affinity"), spec.get("affinity"), errors);
    DnsValidation.config(spec, at.child("dnsConfig"), errors);
    gates();
    SchedulingValidation.spread(
        at.child("topologySpreadConstraints"), spec.get("topologySpreadConstraints"), errors);
    WindowsValidation.hostProcess(spec, at, errors);
    hostUsers();
    names();
    SchedulingValidation.tolerations(at.child("tolerations"), spec.get("tolerations"), errors);
    DnsValidation.hostAliases(at.child("hostAliases"), spec.get("hostAliases"), errors);
    classes();
    overhead();
    os();
  }

  private Set<String> claims() {
    Set<String> names = new TreeSet<>();
    List<Node> claims = spec.get("resourceClaims").items();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < claims.size(); i++) {
      FieldPath path = at.child("resourceClaims").index(i);
      Node claim = claims.get(i);
      String name = claim.get("name").text();
      if (!name.isEmpty()) names.add(name);
      if (Checks.required(path.child("name"), claim.get("name"), errors)) {
        if (!seen.add(name)) errors.add(FieldError.duplicate(path.child("name"), name));
        else Checks.format(path.child("name"), name, Formats::dnsLabel, errors);
      }
      source(path, claim);
    }
    return names;
  }

  private void source(FieldPath path, Node claim) {
    boolean own = !claim.get("resourceClaimName").isNull();
    boolean made = !claim.get("resourceClaimTemplateName").isNull();
    if (own && made)
      errors.add(
          FieldError.invalid(
              path,
              InternalForm.of("PodResourceClaim", claim),
              "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"));
    if (!own && !made)
      errors.add(
          FieldError.invalid(
              path,
              InternalForm.of("PodResourceClaim", claim),
              "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"));
    for (String name : List.of("resourceClaimName", "resourceClaimTemplateName"))
      if (!claim.get(name).isNull())
        Checks.format(path.child(name), claim.get(name).text(), Formats::dnsSubdomain, errors);
  }

  private void policy(String name, List<String> supported) {
    Node value = spec.get(name);
    if (value.text().isEmpty()) errors.add(FieldError.required(at.child(name), ""));
    else Checks.oneOf(at.child(name), value, supported, errors);
  }

  private void hostNetwork() {
    if (!spec.get("hostNetwork").bool(false)) return;
    hostPorts("containers");
    hostPorts("initContainers");
  }

  private void hostPorts(String list) {
    List<Node> containers = spec.get(list).items();
    for (int i = 0; i < containers.size(); i++) {
      List<Node> ports = containers.get(i).get("ports").items();
      for (int j = 0; j < ports.size(); j++) {
        long host = ports.get(j).get("hostPort").number(0);
        if (host == 0 || host == ports.get(j).get("containerPort").number(0)) continue;
        errors.add(
            FieldError.invalid(
                at.child(list).index(i).child("ports").index(j).child("hostPort"),
                host,
                "must match `containerPort` when `hostNetwork` is true"));
      }
    }
  }

  private void gates() {
    List<Node> readiness = spec.get("readinessGates").items();
    for (int i = 0; i < readiness.size(); i++)
      Checks.format(
          at.child("readinessGates").index(i).child("conditionType"),
          readiness.get(i).get("conditionType").text(),
          Formats::qualifiedName,
          errors);
    List<Node> scheduling = spec.get("schedulingGates").items();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < scheduling.size(); i++) {
      FieldPath path = at.child("schedulingGates").index(i);
      String name = scheduling.get(i).get("name").text();
      Checks.format(path, name, Formats::qualifiedName, errors);
      if (!seen.add(name)) errors.add(FieldError.duplicate(path, name));
    }
  }

  /// A pod with its own user namespace shares none of the host's other namespaces, and mounts no raw block devices.
  private void hostUsers() {
    if (spec.get("hostUsers").bool(true)) return;
    String why = "when `hostUsers` is false";
    if (spec.get("hostNetwork").bool(false))
      errors.add(FieldError.forbidden(at.child("hostNetwork"), why));
    if (spec.get("hostIPC").bool(false)) errors.add(FieldError.forbidden(at.child("HostIPC"), why));
    if (spec.get("hostPID").bool(false)) errors.add(FieldError.forbidden(at.child("HostPID"), why));
    for (String list : List.of("containers", "initContainers")) {
      List<Node> containers = spec.get(list).items();
      for (int i = 0; i < containers.size(); i++)
        if (!containers.get(i).get("volumeDevices").items().isEmpty())
          errors.add(FieldError.forbidden(at.child(list).index(i).child("volumeDevices"), why));
    }
  }

  private void names() {
    subdomain("serviceAccountName");
    subdomain("nodeName");
    if (spec.has("activeDeadlineSeconds"))
      Checks.inRange(
          at.child("activeDeadlineSeconds"),
          spec.get("activeDeadlineSeconds"),
          1,
          MOST_SECONDS,
          errors);
    Checks.formatIfSet(at.child("hostname"), spec.get("hostname"), Formats::dnsLabel, errors);
    Checks.formatIfSet(at.child("subdomain"), spec.get("subdomain"), Formats::dnsLabel, errors);
  }

  private void subdomain(String name) {
    Checks.formatIfSet(at.child(name), spec.get(name), Formats::dnsSubdomain, errors);
  }

  private void classes() {
    subdomain("priorityClassName");
    if (spec.has("runtimeClassName"))
      Checks.format(
          at.child("runtimeClassName"),
          spec.get("runtimeClassName").text(),
          Formats::dnsSubdomain,
          errors);
    if (!spec.has("preemptionPolicy")) return;
    Node policy = spec.get("preemptionPolicy");
    if (policy.text().isEmpty()) errors.add(FieldError.required(at.child("preemptionPolicy"), ""));
    else
      Checks.oneOf(
          at.child("preemptionPolicy"), policy, List.of("PreemptLowerPriority", "Never"), errors);
  }

  private void overhead() {
    if (!(spec.get("overhead") instanceof ObjectNode overhead)) return;
    for (String name : Checks.keys(overhead))
      ContainerResources.quantity(at.child("overhead").key(name), name, overhead.get(name), errors);
  }

  private void os() {
    if (!spec.has("os")) return;
    String name = spec.at("os", "name").text();
    if (name.isEmpty()) errors.add(FieldError.required(at.child("os", "name"), ""));
    else
      Checks.oneOf(
          at.child("os", "name"), spec.at("os", "name"), List.of("linux", "windows"), errors);
    if (name.equals("linux")) WindowsValidation.linux(spec, at, errors);
    if (name.equals("windows")) WindowsValidation.windows(spec, at, errors);
  }
}
