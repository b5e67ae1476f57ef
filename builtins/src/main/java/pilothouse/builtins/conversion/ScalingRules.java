package pilothouse.builtins.conversion;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// The `behavior` of an autoscaler: its defaults, and the form with capital names in which v1 carries it as JSON.
///
/// Source of the defaults: kubernetes `pkg/apis/autoscaling/v2/defaults.go`.
public final class ScalingRules {
  private static final ObjectNode UP =
      ObjectNode.builder()
          .put("stabilizationWindowSeconds", 0)
          .put("selectPolicy", "Max")
          .put("policies", ListNode.of(policy("Pods", 4), policy("Percent", 100)))
          .build();
  private static final ObjectNode DOWN =
      ObjectNode.builder()
          .put("selectPolicy", "Max")
          .put("policies", ListNode.of(policy("Percent", 100)))
          .build();
  private static final List<String> RULE =
      List.of("stabilizationWindowSeconds", "selectPolicy", "policies", "tolerance");

  private ScalingRules() {}

  private static ObjectNode policy(String type, long value) {
    return ObjectNode.builder()
        .put("type", type)
        .put("value", value)
        .put("periodSeconds", 15)
        .build();
  }

  /// A behavior with both directions, each as given where it was given.
  public static ObjectNode defaults(Node behavior) {
    return ObjectNode.builder()
        .put("scaleUp", filled(behavior.get("scaleUp"), UP))
        .put("scaleDown", filled(behavior.get("scaleDown"), DOWN))
        .build();
  }

  private static ObjectNode filled(Node given, ObjectNode otherwise) {
    var out = ObjectNode.builder();
    for (String name : RULE) {
      Node value = given.get(name).isNull() ? otherwise.get(name) : given.get(name);
      if (!value.isNull()) out.put(name, value);
    }
    return out.build();
  }

  static ObjectNode capitals(Node behavior) {
    return ObjectNode.builder()
        .put("ScaleUp", capitalRule(behavior.get("scaleUp")))
        .put("ScaleDown", capitalRule(behavior.get("scaleDown")))
        .build();
  }

  private static Node capitalRule(Node rule) {
    if (rule.isNull()) return NullNode.NULL;
    var policies = rule.get("policies").items().stream().map(ScalingRules::capitalPolicy).toList();
    return ObjectNode.builder()
        .put("StabilizationWindowSeconds", rule.get("stabilizationWindowSeconds"))
        .put("SelectPolicy", rule.get("selectPolicy"))
        .put("Policies", rule.get("policies").isNull() ? NullNode.NULL : ListNode.of(policies))
        .put("Tolerance", rule.get("tolerance"))
        .build();
  }

  private static ObjectNode capitalPolicy(Node policy) {
    return ObjectNode.builder()
        .put("Type", policy.get("type").text())
        .put("Value", policy.get("value").number(0))
        .put("PeriodSeconds", policy.get("periodSeconds").number(0))
        .build();
  }

  /// The behavior that v1's annotation tells; names match whatever their case, as Go's decoder has it.
  static Node fromCapitals(Node value) {
    return switch (value) {
      case ObjectNode object -> lowered(object);
      case ListNode list ->
          ListNode.of(list.items().stream().map(ScalingRules::fromCapitals).toList());
      case StringNode _, LongNode _ -> value;
      default -> value;
    };
  }

  private static ObjectNode lowered(ObjectNode object) {
    var out = ObjectNode.builder();
    object.forEach((name, value) -> {
      if (!value.isNull() && !name.isEmpty())
        out.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), fromCapitals(value));
    });
    return out.build();
  }
}
