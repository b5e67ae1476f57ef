package pilothouse.server.rest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;
import pilothouse.server.http.Warnings;

/// Takes repeated owner references out of an object, with a warning.
///
/// Source: apiserver `pkg/endpoints/handlers/rest.go`.
final class OwnerReferences {
  private OwnerReferences() {}

  static ObjectNode deduplicated(ObjectNode object, boolean afterAdmission, Warnings warnings) {
    List<Node> owners = Metadata.get(object, Metadata.OWNER_REFERENCES).items();
    if (owners.size() < 2) return object;
    var once = new LinkedHashSet<>(owners);
    if (once.size() == owners.size()) return object;
    warnings.add(warning(owners, afterAdmission));
    return Metadata.with(object, Metadata.OWNER_REFERENCES, ListNode.of(List.copyOf(once)));
  }

  private static String warning(List<Node> owners, boolean afterAdmission) {
    var seen = new LinkedHashSet<Node>();
    var twice = new TreeSet<String>();
    for (Node owner : owners) if (!seen.add(owner)) twice.add(owner.get("uid").text());
    return ".metadata.ownerReferences contains duplicate entries"
        + (afterAdmission ? " after mutating admission happens" : "")
        + "; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24;"
        + " please fix your requests; duplicate UID(s) observed: "
        + String.join(", ", twice);
  }
}
