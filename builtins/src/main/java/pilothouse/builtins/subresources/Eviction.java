package pilothouse.builtins.subresources;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.Reason;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.DeleteOptions;
import pilothouse.registry.Preconditions;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteCheck;
import pilothouse.registry.WriteContext;

/// Deletes a pod if its disruption budget allows: `pods/eviction`.
///
/// Source: `pkg/registry/core/pod/storage/eviction.go`.
public final class Eviction implements VirtualCreate {
  private static final GroupResource PODS = new GroupResource("", "pods");

  private final StoredRegistry pods;
  private final DisruptionBudgets budgets;

  public Eviction(StoredRegistry pods, DisruptionBudgets budgets) {
    this.pods = pods;
    this.budgets = budgets;
  }

  @Override
  public ObjectNode answer(
      ObjectNode eviction, String namespace, String name, WriteContext context) {
    if (!name.equals(eviction.at("metadata", "name").text()))
      throw ApiException.badRequest("name in URL does not match name in Eviction object");
    WriteContext how =
        eviction.at("deleteOptions", "dryRun").items().isEmpty() ? context : dry(context);
    ObjectNode pod = pods.tree(pods.get(namespace, name));
    if (!needsNoBudget(pod)) budgets.take(namespace, name, pod, how);
    mark(name, how);
    pods.delete(name, options(eviction.get("deleteOptions")), how, WriteCheck.NONE);
    return Success.CREATED;
  }

  private static WriteContext dry(WriteContext c) {
    return new WriteContext(c.namespace(), c.user(), c.uid(), c.groups(), c.extra(), true, c.now());
  }

  /// Whether a budget has nothing to lose: the pod has ended, has not begun, or is going.
  private static boolean needsNoBudget(ObjectNode pod) {
    return switch (pod.at("status", "phase").text()) {
      case "Succeeded", "Failed", "Pending" -> true;
      default -> !pod.at("metadata", "deletionTimestamp").isNull();
    };
  }

  /// Tells the pod why it goes.
  private void mark(String name, WriteContext context) {
    if (context.dryRun()) return;
    pods.update(
        name,
        existing ->
            evicting(existing.orElseThrow(() -> ApiException.notFound(PODS, name)), context.now()),
        AsGiven.INSTANCE,
        context,
        WriteCheck.NONE);
  }

  private static ObjectNode evicting(ObjectNode pod, Instant now) {
    return PodConditions.withTrue(
        pod, "DisruptionTarget", "EvictionByEvictionAPI", "Eviction API: evicting", now);
  }

  private static DeleteOptions options(Node given) {
    Node grace = given.get("gracePeriodSeconds");
    return new DeleteOptions(
        grace instanceof LongNode(var seconds) ? OptionalLong.of(seconds) : OptionalLong.empty(),
        new Preconditions(
            text(given.at("preconditions", "uid")),
            text(given.at("preconditions", "resourceVersion"))),
        Optional.empty(),
        propagation(given.get("propagationPolicy").text()));
  }

  private static Optional<String> text(Node node) {
    return node.isNull() ? Optional.empty() : Optional.of(node.text());
  }

  private static Optional<DeleteOptions.Propagation> propagation(String text) {
    if (text.isEmpty()) return Optional.empty();
    return List.of(DeleteOptions.Propagation.values()).stream()
        .filter(p -> p.text().equals(text))
        .findFirst()
        .or(() -> {
          throw ApiException.of(Reason.BAD_REQUEST, "unknown propagationPolicy: " + text);
        });
  }
}
