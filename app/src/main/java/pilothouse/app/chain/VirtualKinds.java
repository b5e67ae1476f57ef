package pilothouse.app.chain;

import java.util.Map;
import pilothouse.builtins.subresources.DisruptionBudgets;
import pilothouse.builtins.subresources.Eviction;
import pilothouse.builtins.subresources.PodBinding;
import pilothouse.registry.VirtualCreate;
import pilothouse.server.rest.Customs;

/// The subresources and kinds that bring code of their own, wired by hand under the names that definitions have for them.
final class VirtualKinds {
  private VirtualKinds() {}

  static Customs of(BuiltinResources builtins) {
    var pods = builtins.stored("v1/pods");
    var binding = new PodBinding(pods);
    var budgets = new DisruptionBudgets(builtins.stored("policy/v1/poddisruptionbudgets"));
    Map<String, VirtualCreate> creates =
        Map.of(
            "pods/binding",
            binding,
            "bindings",
            binding,
            "pods/eviction",
            new Eviction(pods, budgets));
    return new Customs(creates, Map.of());
  }
}
