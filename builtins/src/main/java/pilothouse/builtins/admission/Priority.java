package pilothouse.builtins.admission;

import java.util.Comparator;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.Metadata;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;

/// Gives pods the priority of their PriorityClass, and lets one class only be the default.
///
/// Source: kubernetes `plugin/pkg/admission/priority/admission.go`.
final class Priority implements AdmissionPlugin {
  private static final String GROUP = "scheduling.k8s.io";
  private static final String CLASSES = "scheduling.k8s.io/v1/priorityclasses";
  private static final String PREEMPTS = "PreemptLowerPriority";

  private final Cluster cluster;

  Priority(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "Priority";
  }

  @Override
  public boolean handles(Operation operation) {
    return operation == Operation.CREATE || operation == Operation.UPDATE;
  }

  @Override
  public ObjectNode mutate(AdmissionRequest request, ObjectNode object) {
    if (!request.isFor("", "pods")) return object;
    return request.old().isPresent()
        ? kept(object, request.old().get())
        : resolved(object, request);
  }

  /// An update keeps what the create resolved.
  private static ObjectNode kept(ObjectNode pod, ObjectNode old) {
    ObjectNode out = pod;
    for (String field : java.util.List.of("priority", "preemptionPolicy")) {
      Node before = old.at("spec", field);
      if (!before.isNull() && out.at("spec", field).isNull())
        out = PodSpec.with(out, field, before);
    }
    return out;
  }

  private ObjectNode resolved(ObjectNode pod, AdmissionRequest request) {
    String named = pod.at("spec", "priorityClassName").text();
    Optional<ObjectNode> found =
        named.isEmpty() ? defaultClass() : Optional.of(priorityClass(named, request));
    long value = found.map(c -> c.get("value").number(0)).orElse(0L);
    String policy = found.map(c -> c.get("preemptionPolicy").text(PREEMPTS)).orElse(PREEMPTS);
    requireUnset(pod, value, policy, request);
    ObjectNode out = pod;
    if (named.isEmpty() && found.isPresent())
      out = PodSpec.with(out, "priorityClassName", new StringNode(Metadata.name(found.get())));
    out = PodSpec.with(out, "priority", new LongNode(value));
    return PodSpec.with(out, "preemptionPolicy", new StringNode(policy));
  }

  /// Of several default classes the one of the lowest value.
  private Optional<ObjectNode> defaultClass() {
    return cluster.list(CLASSES, "").stream()
        .filter(c -> c.get("globalDefault").bool(false))
        .min(Comparator.comparingLong(c -> c.get("value").number(0)));
  }

  private ObjectNode priorityClass(String name, AdmissionRequest request) {
    return cluster
        .get(CLASSES, "", name)
        .orElseThrow(() -> refused(request, "no PriorityClass with name " + name + " was found"));
  }

  private static void requireUnset(
      ObjectNode pod, long value, String policy, AdmissionRequest request) {
    Node given = pod.at("spec", "priority");
    if (!given.isNull() && given.number(value) != value)
      throw refused(
          request,
          "the integer value of priority ("
              + given
              + ") must not be provided in pod spec; priority admission controller computed "
              + value
              + " from the given PriorityClass name");
    String preemption = pod.at("spec", "preemptionPolicy").text(policy);
    if (!preemption.equals(policy))
      throw refused(
          request,
          "the string value of PreemptionPolicy ("
              + preemption
              + ") must not be provided in pod spec; priority admission controller computed "
              + policy
              + " from the given PriorityClass name");
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (!request.isFor(GROUP, "priorityclasses")) return;
    ObjectNode wanted = request.object().orElse(ObjectNode.EMPTY);
    if (!wanted.get("globalDefault").bool(false)) return;
    Optional<ObjectNode> now = defaultClass();
    if (now.isEmpty() || Metadata.name(now.get()).equals(request.name())) return;
    throw refused(
        request,
        "PriorityClass "
            + Metadata.name(now.get())
            + " is already marked as default. Only one default can exist");
  }

  private static ApiException refused(AdmissionRequest request, String why) {
    return ApiException.forbidden(request.resource(), request.name(), why);
  }
}
