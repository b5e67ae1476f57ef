package pilothouse.builtins.core;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of the containers of a pod.
final class ContainerValidation {
  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
  private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");
  private static final String INIT_ONLY =
      "may not be set for init containers without restartPolicy=Always";

  private final ObjectNode spec;
  private final Map<String, ObjectNode> volumes;
  private final Set<String> claims;
  private final Errors errors;
  private final long grace;
  private final boolean ofPod;

  ContainerValidation(
      ObjectNode spec,
      boolean ofPod,
      Map<String, ObjectNode> volumes,
      Set<String> claims,
      Errors errors) {
    this.spec = spec;
    this.ofPod = ofPod;
    this.volumes = volumes;
    this.claims = claims;
    this.errors = errors;
    this.grace = spec.get("terminationGracePeriodSeconds").number(30);
  }

  void containers(FieldPath at) {
    List<Node> containers = spec.get("containers").items();
    if (containers.isEmpty()) {
      errors.add(FieldError.required(at, ""));
      return;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      FieldPath path = at.index(i);
      ObjectNode container = containers.get(i).object();
      common(path, container);
      String name = container.get("name").text();
      if (!names.add(name)) errors.add(FieldError.duplicate(path.child("name"), name));
      running(path, container);
      RestartRules.check(path, container, errors);
    }
    hostPortConflicts(at, containers);
  }

  void initContainers(FieldPath at) {
    List<Node> containers = spec.get("initContainers").items();
    Set<String> names = new HashSet<>();
    for (Node container : spec.get("containers").items()) names.add(container.get("name").text());
    for (int i = 0; i < containers.size(); i++) {
      FieldPath path = at.index(i);
      ObjectNode container = containers.get(i).object();
      common(path, container);
      RestartRules.check(path, container, errors);
      String name = container.get("name").text();
      if (!names.add(name)) errors.add(FieldError.duplicate(path.child("name"), name));
      hostPortConflicts(at, List.of(container));
      if (container.get("restartPolicy").text().equals("Always")) running(path, container);
      else notRunning(path, container);
    }
  }

  void ephemeralContainers(FieldPath at) {
    EphemeralContainers.check(spec, at, (path, container) -> common(path, container), errors);
  }

  private void running(FieldPath path, ObjectNode container) {
    var probes = new ProbeValidation(grace, errors);
    probes.lifecycle(path.child("lifecycle"), container.get("lifecycle"));
    probes.liveness(path.child("livenessProbe"), container.get("livenessProbe"));
    probes.readiness(path.child("readinessProbe"), container.get("readinessProbe"));
    probes.liveness(path.child("startupProbe"), container.get("startupProbe"));
  }

  private void notRunning(FieldPath path, ObjectNode container) {
    for (String name : List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe"))
      if (container.has(name)) errors.add(FieldError.forbidden(path.child(name), INIT_ONLY));
  }

  private void common(FieldPath path, ObjectNode container) {
    Checks.requiredFormat(path.child("name"), container.get("name"), Formats::dnsLabel, errors);
    image(path.child("image"), container.get("image").text());
    messagePolicy(path.child("terminationMessagePolicy"), container);
    ports(path.child("ports"), container.get("ports").items());
    EnvValidation.env(path.child("env"), container.get("env"), errors);
    EnvValidation.envFrom(path.child("envFrom"), container.get("envFrom"), errors);
    MountValidation.mounts(path.child("volumeMounts"), container, volumes, errors);
    MountValidation.devices(path.child("volumeDevices"), container, volumes, errors);
    EnvValidation.volumes(
        path.child("env"), container.get("env"), spec.get("volumes").items(), errors);
    pullPolicy(path.child("imagePullPolicy"), container.get("imagePullPolicy"));
    ContainerResources.container(
        path.child("resources"), container.get("resources").object(), claims, errors);
    ContainerResources.resizePolicy(
        path.child("resizePolicy"),
        container.get("resizePolicy"),
        spec.get("restartPolicy").text(),
        errors);
    SecurityContextValidation.container(
        path.child("securityContext"),
        container.get("securityContext"),
        spec.get("hostUsers").bool(true),
        errors);
  }

  /// Templates always took padded images, so that only pods refuse them.
  private void image(FieldPath at, String image) {
    if (image.isEmpty()) errors.add(FieldError.required(at, ""));
    else if (ofPod) padded(at, image, errors);
  }

  static void padded(FieldPath at, String image, Errors errors) {
    if (!image.equals(image.strip()))
      errors.add(FieldError.invalid(at, image, "must not have leading or trailing whitespace"));
  }

  private void messagePolicy(FieldPath at, ObjectNode container) {
    Node policy = container.get("terminationMessagePolicy");
    if (policy.text().isEmpty()) errors.add(FieldError.required(at, ""));
    else Checks.oneOf(at, policy, MESSAGE_POLICIES, errors);
  }

  private void pullPolicy(FieldPath at, Node policy) {
    if (policy.text().isEmpty()) errors.add(FieldError.required(at, ""));
    else Checks.oneOf(at, policy, PULL_POLICIES, errors);
  }

  private void ports(FieldPath at, List<Node> ports) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      Node port = ports.get(i);
      FieldPath path = at.index(i);
      portName(path.child("name"), port.get("name").text(), names);
      if (port.get("containerPort").number(0) == 0)
        errors.add(FieldError.required(path.child("containerPort"), ""));
      else Checks.port(path.child("containerPort"), port.get("containerPort"), errors);
      if (port.get("hostPort").number(0) != 0)
        Checks.port(path.child("hostPort"), port.get("hostPort"), errors);
      if (Checks.required(path.child("protocol"), port.get("protocol"), errors))
        Checks.oneOf(path.child("protocol"), port.get("protocol"), PROTOCOLS, errors);
    }
  }

  private void portName(FieldPath at, String name, Set<String> names) {
    if (name.isEmpty()) return;
    if (!Formats.portName(name).isEmpty()) Checks.format(at, name, Formats::portName, errors);
    else if (!names.add(name)) errors.add(FieldError.duplicate(at, name));
  }

  private void hostPortConflicts(FieldPath at, List<Node> containers) {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      List<Node> ports = containers.get(i).get("ports").items();
      for (int j = 0; j < ports.size(); j++) {
        Node port = ports.get(j);
        long host = port.get("hostPort").number(0);
        String key = port.get("protocol").text() + "/" + port.get("hostIP").text() + "/" + host;
        if (host != 0 && !taken.add(key))
          errors.add(
              FieldError.duplicate(
                  at.index(i).child("ports").index(j).child("hostPort"), new StringNode(key)));
      }
    }
  }
}
