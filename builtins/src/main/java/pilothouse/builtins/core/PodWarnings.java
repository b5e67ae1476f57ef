package pilothouse.builtins.core;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Quantities;

/// What a client is warned of in a pod that is taken as it is. Source: kubernetes `pkg/api/pod/warnings.go`.
final class PodWarnings {
  private static final Map<String, String> OLD_LABELS =
      Map.of(
          "beta.kubernetes.io/arch", "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
          "beta.kubernetes.io/os", "deprecated since v1.14; use \"kubernetes.io/os\" instead",
          "failure-domain.beta.kubernetes.io/region",
              "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
          "failure-domain.beta.kubernetes.io/zone",
              "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
          "beta.kubernetes.io/instance-type",
              "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead");

  private final ObjectNode spec;
  private final FieldPath at;
  private final List<String> found = new ArrayList<>();

  private PodWarnings(ObjectNode spec, FieldPath at) {
    this.spec = spec;
    this.at = at;
  }

  static List<String> pod(ObjectNode pod) {
    var all = new ArrayList<String>();
    String name = pod.at("metadata", "name").text();
    List<String> wrong = name.isEmpty() ? List.of() : Formats.dnsLabel(name);
    if (!wrong.isEmpty())
      all.add(
          "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: ["
              + String.join(" ", wrong)
              + "]");
    all.addAll(new PodWarnings(pod.get("spec").object(), FieldPath.of("spec")).all());
    return all;
  }

  /// The warnings of a template; none where an update leaves its spec as it was.
  static List<String> template(ObjectNode template, FieldPath at, Optional<ObjectNode> old) {
    if (old.isPresent() && old.get().get("spec").equals(template.get("spec"))) return List.of();
    return new PodWarnings(template.get("spec").object(), at.child("spec")).all();
  }

  private List<String> all() {
    for (String key : Checks.keys(spec.get("nodeSelector")))
      if (OLD_LABELS.containsKey(key))
        add(at.child("nodeSelector").key(key), ": " + OLD_LABELS.get(key));
    hostAliases();
    pullSecrets();
    volumes();
    containers("initContainers");
    containers("containers");
    Node grace = spec.get("terminationGracePeriodSeconds");
    if (grace.number(0) < 0)
      add(
          at.child("terminationGracePeriodSeconds"),
          ": must be >= 0; negative values are invalid and will be treated as 1");
    affinity("podAffinity");
    affinity("podAntiAffinity");
    spread();
    return found;
  }

  private void add(FieldPath path, String text) {
    found.add(path + text);
  }

  private void hostAliases() {
    List<Node> aliases = spec.get("hostAliases").items();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < aliases.size(); i++) {
      String ip = aliases.get(i).get("ip").text();
      if (!seen.add(ip))
        add(at.child("hostAliases").index(i).child("ip"), ": duplicate ip " + FieldError.quote(ip));
    }
  }

  private void pullSecrets() {
    List<Node> secrets = spec.get("imagePullSecrets").items();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < secrets.size(); i++) {
      String name = secrets.get(i).get("name").text();
      FieldPath path = at.child("imagePullSecrets").index(i).child("name");
      if (name.isEmpty()) add(path, ": invalid empty name \"\"");
      else if (!seen.add(name)) add(path, ": duplicate name " + FieldError.quote(name));
    }
  }

  private void volumes() {
    List<Node> volumes = spec.get("volumes").items();
    for (int i = 0; i < volumes.size(); i++) {
      Node volume = volumes.get(i);
      VolumeWarnings.deprecated(volume.object(), at.child("volumes").index(i), found);
      VolumeWarnings.overlaps(volume, found);
    }
  }

  private void containers(String list) {
    List<Node> containers = spec.get(list).items();
    Map<String, FieldPath> ports = new HashMap<>();
    for (int i = 0; i < containers.size(); i++) {
      FieldPath path = at.child(list).index(i);
      Node container = containers.get(i);
      for (String which : List.of("limits", "requests"))
        fractions(path.child("resources", which), container.at("resources", which));
      env(path.child("env"), container.get("env").items());
      ports(path.child("ports"), container.get("ports").items(), ports);
    }
  }

  private void fractions(FieldPath path, Node amounts) {
    for (String name : List.of("ephemeral-storage", "memory")) {
      Node quantity = amounts.get(name);
      BigDecimal value = Quantities.value(quantity);
      if (!quantity.isNull() && value.stripTrailingZeros().scale() > 0)
        add(
            path.key(name),
            ": fractional byte value "
                + FieldError.quote(Quantities.text(quantity))
                + " is invalid, must be an integer");
    }
  }

  private void env(FieldPath path, List<Node> env) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < env.size(); i++) {
      String name = env.get(i).get("name").text();
      if (seen.containsKey(name) && !env.get(i).get("value").text().contains("$(" + name + ")"))
        add(
            path.index(i),
            ": hides previous definition of "
                + FieldError.quote(name)
                + ", which may be dropped when using apply");
      seen.put(name, i);
    }
  }

  private void ports(FieldPath path, List<Node> ports, Map<String, FieldPath> seen) {
    for (int i = 0; i < ports.size(); i++) {
      Node port = ports.get(i);
      String key =
          port.get("protocol").text()
              + "/"
              + port.get("containerPort").number(0)
              + "/"
              + port.get("hostPort").number(0)
              + "/"
              + port.get("hostIP").text();
      FieldPath before = seen.putIfAbsent(key, path.index(i));
      if (before != null) add(path.index(i), ": duplicate port definition with " + before);
    }
  }

  private void affinity(String name) {
    Node affinity = spec.at("affinity", name);
    FieldPath path = at.child("affinity", name);
    String required = "requiredDuringSchedulingIgnoredDuringExecution";
    String preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    List<Node> terms = affinity.get(required).items();
    for (int i = 0; i < terms.size(); i++) term(path.child(required).index(i), terms.get(i));
    terms = affinity.get(preferred).items();
    for (int i = 0; i < terms.size(); i++)
      term(
          path.child(preferred).index(i).child("podAffinityTerm"),
          terms.get(i).get("podAffinityTerm"));
  }

  private void term(FieldPath path, Node term) {
    if (term.get("labelSelector").isNull())
      add(path.child("labelSelector"), ": a null labelSelector results in matching no pod");
  }

  private void spread() {
    List<Node> constraints = spec.get("topologySpreadConstraints").items();
    for (int i = 0; i < constraints.size(); i++)
      if (constraints.get(i).get("labelSelector").isNull())
        add(
            at.child("topologySpreadConstraints").index(i).child("labelSelector"),
            ": a null labelSelector results in matching no pod");
  }
}
