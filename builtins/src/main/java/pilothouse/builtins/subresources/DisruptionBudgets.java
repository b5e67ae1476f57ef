package pilothouse.builtins.subresources;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.api.selector.LabelSelector;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.WriteCheck;
import pilothouse.registry.WriteContext;
import pilothouse.storage.cache.Selection;

/// The pod disruption budgets as an eviction sees them: it takes one disruption, or is refused.
public final class DisruptionBudgets {
  private static final GroupResource BUDGETS = new GroupResource("policy", "poddisruptionbudgets");
  private static final String REFUSED =
      "Cannot evict pod as it would violate the pod's disruption budget.";

  /// More evictions than this that the budget's controller has not seen yet mean that it is not there.
  private static final int MOST_DISRUPTED = 2000;

  private static final int RETRY_WHILE_PROCESSED = 10;

  private final StoredRegistry budgets;

  public DisruptionBudgets(StoredRegistry budgets) {
    this.budgets = budgets;
  }

  /// Takes a disruption of the budget that covers a pod, where one does.
  ///
  /// @throws ApiException `TooManyRequests` where it allows none
  void take(String namespace, String name, ObjectNode pod, WriteContext context) {
    List<ObjectNode> covering = covering(namespace, pod);
    if (covering.size() > 1)
      throw ApiException.of(
          Reason.UNKNOWN,
          "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
    if (covering.isEmpty() || spares(covering.getFirst(), pod)) return;
    String budget = covering.getFirst().at("metadata", "name").text();
    budgets.update(
        budget,
        existing ->
            decremented(
                existing.orElseThrow(() -> ApiException.notFound(BUDGETS, budget)), name, context),
        AsGiven.INSTANCE,
        context,
        WriteCheck.NONE);
  }

  private List<ObjectNode> covering(String namespace, ObjectNode pod) {
    var found = new ArrayList<ObjectNode>();
    ObjectNode labels = pod.at("metadata", "labels").object();
    for (var cached : budgets.cache().fresh().list(Selection.namespace(namespace), "", 0).items()) {
      ObjectNode budget = budgets.tree(cached);
      Node selector = budget.at("spec", "selector");
      if (!selector.isNull() && LabelSelector.of(selector).matches(labels)) found.add(budget);
    }
    return found;
  }

  /// Whether the budget lets go a pod that is not ready without counting it.
  private static boolean spares(ObjectNode budget, ObjectNode pod) {
    if (PodConditions.isTrue(pod, "Ready")) return false;
    if (budget.at("spec", "unhealthyPodEvictionPolicy").text().equals("AlwaysAllow")) return true;
    long desired = budget.at("status", "desiredHealthy").number(0);
    return desired > 0 && budget.at("status", "currentHealthy").number(0) >= desired;
  }

  private static ObjectNode decremented(ObjectNode budget, String pod, WriteContext context) {
    String name = budget.at("metadata", "name").text();
    ObjectNode status = budget.get("status").object();
    if (status.get("observedGeneration").number(0) < budget.at("metadata", "generation").number(0))
      throw refused(
          "The disruption budget " + name + " is still being processed by the server.",
          RETRY_WHILE_PROCESSED);
    long allowed = status.get("disruptionsAllowed").number(0);
    if (allowed < 0)
      throw ApiException.forbidden(BUDGETS, name, "pdb disruptions allowed is negative");
    if (status.get("disruptedPods").object().size() > MOST_DISRUPTED)
      throw ApiException.forbidden(
          BUDGETS,
          name,
          "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
    if (allowed == 0) throw refused(why(name, status), 0);
    ObjectNode out = status.with("disruptionsAllowed", new LongNode(allowed - 1));
    out = out.withAt(List.of("disruptedPods", pod), new StringNode(context.now().toString()));
    return budget.with("status", allowed == 1 ? exhausted(out, budget, context) : out);
  }

  private static String why(String name, ObjectNode status) {
    long healthy = status.get("currentHealthy").number(0);
    long desired = status.get("desiredHealthy").number(0);
    String budget = "The disruption budget " + name;
    return healthy <= desired
        ? budget + " needs " + desired + " healthy pods and has " + healthy + " currently"
        : budget + " does not allow evicting pods currently";
  }

  private static ApiException refused(String why, int retryAfter) {
    var details =
        Status.Details.NONE
            .withCauses(List.of(new Status.Cause("DisruptionBudget", why, "")))
            .withRetryAfter(retryAfter);
    return new ApiException(Status.failure(Reason.TOO_MANY_REQUESTS, REFUSED, details));
  }

  /// The status with its condition saying that nothing more is allowed.
  private static ObjectNode exhausted(ObjectNode status, ObjectNode budget, WriteContext context) {
    var conditions = new ArrayList<>(status.get("conditions").items());
    conditions.removeIf(c -> c.get("type").text().equals("DisruptionAllowed"));
    conditions.add(
        ObjectNode.builder()
            .put("type", "DisruptionAllowed")
            .put("status", "False")
            .put("observedGeneration", budget.at("metadata", "generation"))
            .put("lastTransitionTime", context.now().toString())
            .put("reason", "InsufficientPods")
            .put("message", "")
            .build());
    return status.with("conditions", ListNode.of(conditions));
  }
}
