package pilothouse.builtins.admissionregistration;

import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;

/// Bindings of admission policies of both sorts: which policy applies to what, with which parameters.
public final class PolicyBindingStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode binding) {
    return Edit.under(
        binding, "spec", spec -> Edit.inside(spec, "matchResources", MatchDefaults::resources));
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
