package pilothouse.builtins.core;

import static pilothouse.builtins.meta.Edit.absent;
import static pilothouse.builtins.meta.Edit.blank;
import static pilothouse.builtins.meta.Edit.inside;
import static pilothouse.builtins.meta.Edit.under;

import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.builtins.meta.Quantities;

/// The defaults of a persistent volume claim, alone or as a template of a StatefulSet.
public final class ClaimDefaults {
  private ClaimDefaults() {}

  public static ObjectNode claim(ObjectNode claim) {
    ObjectNode out = under(claim, "spec", ClaimDefaults::spec);
    return under(out, "status", status -> status(blank(status, "phase", "Pending")));
  }

  static ObjectNode spec(ObjectNode spec) {
    ObjectNode out = absent(spec, "volumeMode", new StringNode("Filesystem"));
    return under(out, "resources", ClaimDefaults::resources);
  }

  private static ObjectNode resources(ObjectNode resources) {
    return inside(
        inside(resources, "limits", Quantities::roundedUp), "requests", Quantities::roundedUp);
  }

  private static ObjectNode status(ObjectNode status) {
    return inside(
        inside(status, "capacity", Quantities::roundedUp),
        "allocatedResources",
        Quantities::roundedUp);
  }
}
