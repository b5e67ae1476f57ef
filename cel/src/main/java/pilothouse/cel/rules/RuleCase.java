package pilothouse.cel.rules;

import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldError.Kind;
import pilothouse.api.validation.FieldPath;
import pilothouse.cel.type.Rule;
import pilothouse.cel.value.Printing;

/// One rule at one place of one object, and what is said when it fails.
record RuleCase(
    RuleNode node, Rule rule, CompiledRule compiled, FieldPath at, Node object, Ratchet ratchet) {
  private static final FieldPath WHOLE = FieldPath.of("<nil>");

  /// The schema's type, which stands in for the value in messages about the rule itself.
  String type() {
    return node.schema().type();
  }

  /// The rule in messages: its own message where it has one.
  private String name() {
    return rule.message().isEmpty() ? rule.rule().strip() : rule.message().strip();
  }

  /// What is said where no messageExpression says it.
  String message() {
    return rule.message().isEmpty() ? "failed rule: " + name() : name();
  }

  String failure(String message) {
    if (message.startsWith("no such overload"))
      return "'"
          + message
          + "': call arguments did not match a supported operator, function or macro signature for rule: "
          + name();
    return message + " evaluating rule: " + name();
  }

  String cancelled(String message) {
    if (message.startsWith("operation cancelled"))
      return "'"
          + message
          + "': no further validation rules will be run due to call cost exceeds limit for rule: "
          + name();
    return message + " evaluating rule: " + name();
  }

  /// The rule's own place.
  FieldPath told() {
    return told(at);
  }

  /// A place in messages, where the whole object is `<nil>`.
  static FieldPath told(FieldPath at) {
    return at.parent().isEmpty() ? WHOLE : at;
  }

  /// The place that the rule names, or its own.
  FieldPath reportedAt() {
    return RuleFieldPath.of(rule.fieldPath(), node.schema())
        .filter(path -> !path.isEmpty())
        .map(path -> at.child(path))
        .orElseGet(this::told);
  }

  FieldError error(String detail) {
    Kind kind =
        switch (rule.reason().orElse("")) {
          case "FieldValueForbidden" -> Kind.FORBIDDEN;
          case "FieldValueRequired" -> Kind.REQUIRED;
          case "FieldValueDuplicate" -> Kind.DUPLICATE;
          default -> Kind.INVALID;
        };
    return new FieldError(
        kind, reportedAt().toString(), value(), kind == Kind.DUPLICATE ? "" : detail);
  }

  /// The value as it is printed; left out where it is an object or a list.
  private String value() {
    if (type().equals("object") || type().equals("array")) return "";
    return switch (object) {
      case StringNode text -> FieldError.quote(text.text());
      case DoubleNode(double number) -> Printing.real(number);
      default -> object.toString();
    };
  }
}
