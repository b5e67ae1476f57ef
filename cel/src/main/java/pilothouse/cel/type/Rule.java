package pilothouse.cel.type;

import java.util.List;
import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// One rule of `x-kubernetes-validations`.
///
/// @param reason absent where the rule names none; then `FieldValueInvalid` counts
/// @param optionalOldSelf absent where the rule does not say
public record Rule(
    String rule,
    String message,
    String messageExpression,
    Optional<String> reason,
    String fieldPath,
    Optional<Boolean> optionalOldSelf) {

  public static Rule of(String rule) {
    return new Rule(rule, "", "", Optional.empty(), "", Optional.empty());
  }

  public static Rule of(ObjectNode rule) {
    Node optional = rule.get("optionalOldSelf");
    return new Rule(
        rule.get("rule").text(),
        rule.get("message").text(),
        rule.get("messageExpression").text(),
        rule.get("reason").isNull() ? Optional.empty() : Optional.of(rule.get("reason").text()),
        rule.get("fieldPath").text(),
        optional.isNull() ? Optional.empty() : Optional.of(optional.bool(false)));
  }

  /// All rules of a schema.
  public static List<Rule> of(Schema schema) {
    return schema.rules().stream().map(Rule::of).toList();
  }

  public boolean oldSelfIsOptional() {
    return optionalOldSelf.orElse(false);
  }
}
