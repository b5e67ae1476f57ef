package pilothouse.builtins.core;

import static pilothouse.builtins.meta.Edit.each;
import static pilothouse.builtins.meta.Edit.inside;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// `matchLabelKeys` and `mismatchLabelKeys`: on create, each key that the pod itself has as a label becomes an expression of the selector beside it.
final class PodLabelKeys {
  private static final List<String> TERMS =
      List.of(
          "requiredDuringSchedulingIgnoredDuringExecution",
          "preferredDuringSchedulingIgnoredDuringExecution");

  private PodLabelKeys() {}

  static ObjectNode merged(ObjectNode pod) {
    ObjectNode labels = pod.at("metadata", "labels").object();
    return inside(
        pod,
        "spec",
        spec -> {
          ObjectNode out =
              inside(
                  spec,
                  "affinity",
                  a ->
                      inside(
                          inside(a, "podAffinity", t -> terms(t, labels)),
                          "podAntiAffinity",
                          t -> terms(t, labels)));
          return each(out, "topologySpreadConstraints", c -> term(c, labels));
        });
  }

  private static ObjectNode terms(ObjectNode affinity, ObjectNode labels) {
    ObjectNode out = each(affinity, TERMS.get(0), t -> term(t, labels));
    return each(out, TERMS.get(1), t -> inside(t, "podAffinityTerm", p -> term(p, labels)));
  }

  private static ObjectNode term(ObjectNode term, ObjectNode labels) {
    var expressions = new ArrayList<Node>();
    add(expressions, term.get("matchLabelKeys"), "In", labels);
    add(expressions, term.get("mismatchLabelKeys"), "NotIn", labels);
    if (expressions.isEmpty()) return term;
    return inside(term, "labelSelector", selector -> with(selector, expressions));
  }

  private static void add(List<Node> to, Node keys, String operator, ObjectNode labels) {
    for (Node key : keys.items())
      if (labels.has(key.text())) to.add(expression(key.text(), operator, labels.get(key.text())));
  }

  private static ObjectNode expression(String key, String operator, Node value) {
    return ObjectNode.builder()
        .put("key", new StringNode(key))
        .put("operator", operator)
        .put("values", ListNode.of(value))
        .build();
  }

  private static ObjectNode with(ObjectNode selector, List<Node> expressions) {
    var all = new ArrayList<>(selector.get("matchExpressions").items());
    all.addAll(expressions);
    return selector.with("matchExpressions", ListNode.of(all));
  }
}
