package pilothouse.apiextensions.definition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// The conditions in the status of a definition.
public final class Conditions {
  public static final String NAMES_ACCEPTED = "NamesAccepted";
  public static final String ESTABLISHED = "Established";
  public static final String TERMINATING = "Terminating";
  public static final String APPROVED = "KubernetesAPIApprovalPolicyConformant";
  public static final String NON_STRUCTURAL = "NonStructuralSchema";

  private final List<Node> conditions;

  public Conditions(ObjectNode crd) {
    this.conditions = crd.at("status", "conditions").items();
  }

  public Optional<ObjectNode> find(String type) {
    return conditions.stream()
        .filter(condition -> condition.get("type").text().equals(type))
        .map(Node::object)
        .findFirst();
  }

  public boolean isTrue(String type) {
    return find(type).filter(found -> found.get("status").text().equals("True")).isPresent();
  }

  /// The definition with a condition set; its time is that of the last change of its status.
  public static ObjectNode with(
      ObjectNode crd, String type, boolean status, String reason, String message, Instant now) {
    return with(crd, type, status ? "True" : "False", reason, message, now);
  }

  /// @param text `True`, `False` or `Unknown`
  static ObjectNode with(
      ObjectNode crd, String type, String text, String reason, String message, Instant now) {
    Optional<ObjectNode> before = new Conditions(crd).find(type);
    boolean same = before.map(old -> old.get("status").text().equals(text)).orElse(false);
    var out =
        ObjectNode.builder()
            .put("type", type)
            .put("status", text)
            .put(
                "lastTransitionTime",
                same
                    ? before.orElseThrow().get("lastTransitionTime").text()
                    : now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString())
            .put("reason", reason)
            .put("message", message);
    return put(crd, type, out.build());
  }

  private static ObjectNode put(ObjectNode crd, String type, ObjectNode condition) {
    var all = new ArrayList<>(crd.at("status", "conditions").items());
    boolean found = false;
    for (int i = 0; i < all.size(); i++)
      if (all.get(i).get("type").text().equals(type)) {
        all.set(i, condition);
        found = true;
      }
    if (!found) all.add(condition);
    return crd.withAt(List.of("status", "conditions"), ListNode.of(all));
  }

  public static ObjectNode without(ObjectNode crd, String type) {
    List<Node> left =
        crd.at("status", "conditions").items().stream()
            .filter(condition -> !condition.get("type").text().equals(type))
            .toList();
    return crd.withAt(List.of("status", "conditions"), ListNode.of(left));
  }
}
