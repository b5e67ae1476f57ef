package pilothouse.apiextensions.definition;

import java.time.Instant;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// A definition whose names are accepted is established, unless the certificates of its conversion cannot be read.
///
/// Source: apiextensions-apiserver `pkg/controller/establish/establishing_controller.go`.
final class Establishment {
  private Establishment() {}

  static ObjectNode applied(ObjectNode crd, Instant now) {
    var conditions = new Conditions(crd);
    if (!conditions.isTrue(Conditions.NAMES_ACCEPTED)) return crd;
    if (conditions.isTrue(Conditions.ESTABLISHED)) return crd;
    Node bundle = crd.at("spec", "conversion", "webhook", "clientConfig", "caBundle");
    if (!bundle.isNull() && !CaBundle.problem(bundle.text()).isEmpty())
      return Conditions.with(
          crd,
          Conditions.ESTABLISHED,
          false,
          "InvalidCABundle",
          "The conversion webhook CABundle is invalid",
          now);
    return Conditions.with(
        crd,
        Conditions.ESTABLISHED,
        true,
        "InitialNamesAccepted",
        "the initial names have been accepted",
        now);
  }
}
