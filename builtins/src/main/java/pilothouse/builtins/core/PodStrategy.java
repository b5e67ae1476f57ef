package pilothouse.builtins.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Pods: defaults, the status a new pod has, the few fields that an update may change, graceful deletion.
final class PodStrategy implements Strategy {
  private static final Deletion DELETION =
      new Deletion(true, false, Optional.of(PodStrategy::graceSeconds));

  @Override
  public ObjectNode defaults(ObjectNode pod) {
    return Edit.inside(PodDefaults.pod(pod), "status", PodStrategy::addresses);
  }

  private static ObjectNode addresses(ObjectNode status) {
    return addresses(addresses(status, "podIP", "podIPs"), "hostIP", "hostIPs");
  }

  /// The single address and the first of the list are one; where they differ the single one wins for pods.
  private static ObjectNode addresses(ObjectNode status, String single, String list) {
    Node address = status.get(single);
    List<Node> all = status.get(list).items();
    if (address.text().isEmpty()) {
      boolean pods = single.equals("podIP") && !all.isEmpty();
      return pods ? status.with(single, all.getFirst().get("ip")) : status;
    }
    if (single.equals("hostIP")) return status;
    if (!all.isEmpty() && all.getFirst().get("ip").equals(address)) return status;
    return status.with(list, ListNode.of(ObjectNode.of("ip", address)));
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode pod, WriteContext context) {
    ObjectNode known = Edit.under(pod, "spec", PodDefaults::withoutGated);
    ObjectNode merged = AppArmorAnnotations.merged(PodLabelKeys.merged(known));
    return merged.with("status", newStatus(merged.get("spec").object(), context.now()));
  }

  private static ObjectNode newStatus(ObjectNode spec, Instant now) {
    var status = ObjectNode.builder().put("phase", "Pending");
    if (!spec.get("schedulingGates").items().isEmpty())
      status.put("conditions", ListNode.of(gated(now)));
    return status.put("qosClass", QosClass.of(spec)).build();
  }

  private static ObjectNode gated(Instant now) {
    return ObjectNode.builder()
        .put("type", "PodScheduled")
        .put("status", "False")
        .put("lastProbeTime", NullNode.NULL)
        .put("lastTransitionTime", now.toString())
        .put("reason", "SchedulingGated")
        .put("message", "Scheduling is blocked due to non-empty scheduling gates")
        .build();
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode pod, ObjectNode old, WriteContext context) {
    ObjectNode known = Edit.under(pod, "spec", PodDefaults::withoutGated);
    return Edit.restored(known, old, "status");
  }

  @Override
  public void validate(ObjectNode pod, WriteContext context, Errors errors) {
    PodValidation.create(pod, errors);
  }

  @Override
  public void validateUpdate(ObjectNode pod, ObjectNode old, WriteContext context, Errors errors) {
    PodUpdateValidation.update(pod, old, errors);
  }

  @Override
  public List<String> warnings(ObjectNode pod, Optional<ObjectNode> old, WriteContext context) {
    return old.isPresent() ? List.of() : PodWarnings.pod(pod);
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public Deletion deletion() {
    return DELETION;
  }

  /// A pod that no node runs, or that has ended, goes at once.
  private static long graceSeconds(ObjectNode pod, OptionalLong asked) {
    if (pod.at("spec", "nodeName").text().isEmpty()) return 0;
    String phase = pod.at("status", "phase").text();
    if (phase.equals("Failed") || phase.equals("Succeeded")) return 0;
    long seconds = asked.orElse(pod.at("spec", "terminationGracePeriodSeconds").number(0));
    return seconds < 0 ? 1 : seconds;
  }
}
