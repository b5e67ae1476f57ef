package pilothouse.builtins.flowcontrol;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;

/// The checks of flow schemas.
///
/// Source: kubernetes `pkg/apis/flowcontrol/validation/validation.go`.
final class FlowSchemaValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final int MOST_PRECEDENCE = 10_000;
  private static final List<String> METHODS = List.of("ByNamespace", "ByUser");
  private static final List<String> SUBJECTS = List.of("Group", "ServiceAccount", "User");

  private FlowSchemaValidation() {}

  static void check(ObjectNode schema, Errors errors) {
    String name = schema.at("metadata", "name").text();
    Node spec = schema.get("spec");
    precedence(spec.get("matchingPrecedence").number(0), name, errors);
    Node method = spec.get("distinguisherMethod");
    if (!method.isNull() && !METHODS.contains(method.get("type").text()))
      errors.add(
          FieldError.notSupported(
              SPEC.child("distinguisherMethod").child("type"),
              InternalForm.of("FlowDistinguisherMethod", method),
              METHODS));
    level(spec.at("priorityLevelConfiguration", "name").text(), errors);
    List<Node> rules = spec.get("rules").items();
    for (int i = 0; i < rules.size(); i++) rule(rules.get(i), SPEC.child("rules").index(i), errors);
    Node fixed = SuggestedFlows.fixedSpec("FlowSchema", name);
    if (!fixed.isNull() && !fixed.equals(spec))
      errors.add(
          FieldError.invalid(
              SPEC,
              InternalForm.of("FlowSchemaSpec", spec),
              "spec of '" + name + "' must equal the fixed value"));
  }

  private static void precedence(long precedence, String name, Errors errors) {
    FieldPath at = SPEC.child("matchingPrecedence");
    if (precedence <= 0) errors.add(FieldError.invalid(at, precedence, "must be a positive value"));
    if (precedence > MOST_PRECEDENCE)
      errors.add(FieldError.invalid(at, precedence, "must not be greater than " + MOST_PRECEDENCE));
    if (precedence == 1 && !name.equals("exempt"))
      errors.add(
          FieldError.invalid(
              at, precedence, "only the schema named 'exempt' may have matchingPrecedence 1"));
  }

  private static void level(String name, Errors errors) {
    FieldPath at = SPEC.child("priorityLevelConfiguration").child("name");
    if (name.isEmpty()) errors.add(FieldError.required(at, "must reference a priority level"));
    else Checks.format(at, name, Formats::dnsSubdomain, errors);
  }

  private static void rule(Node rule, FieldPath at, Errors errors) {
    List<Node> subjects = rule.get("subjects").items();
    if (subjects.isEmpty())
      errors.add(
          FieldError.required(at.child("subjects"), "subjects must contain at least one value"));
    for (int i = 0; i < subjects.size(); i++)
      subject(subjects.get(i), at.child("subjects").index(i), errors);
    List<Node> resources = rule.get("resourceRules").items();
    List<Node> paths = rule.get("nonResourceRules").items();
    if (resources.isEmpty() && paths.isEmpty())
      errors.add(
          FieldError.required(
              at, "at least one of resourceRules and nonResourceRules has to be non-empty"));
    for (int i = 0; i < resources.size(); i++)
      FlowRuleValidation.resource(resources.get(i), at.child("resourceRules").index(i), errors);
    for (int i = 0; i < paths.size(); i++)
      FlowRuleValidation.path(paths.get(i), at.child("nonResourceRules").index(i), errors);
  }

  private static void subject(Node subject, FieldPath at, Errors errors) {
    String kind = subject.get("kind").text();
    switch (kind) {
      case "User" -> named(subject, kind, "user", at, errors);
      case "Group" -> named(subject, kind, "group", at, errors);
      case "ServiceAccount" -> account(subject, kind, at.child("serviceAccount"), errors);
      default -> errors.add(FieldError.notSupported(at.child("kind"), kind, SUBJECTS));
    }
  }

  private static boolean present(
      Node subject, String kind, String member, FieldPath at, Errors errors) {
    if (!subject.get(member).isNull()) return true;
    errors.add(
        FieldError.required(at, member + " is required when subject kind is '" + kind + "'"));
    return false;
  }

  private static void named(Node subject, String kind, String member, FieldPath at, Errors errors) {
    FieldPath here = at.child(member);
    if (present(subject, kind, member, here, errors))
      Checks.required(here.child("name"), subject.at(member, "name"), errors);
  }

  private static void account(Node subject, String kind, FieldPath at, Errors errors) {
    if (!present(subject, kind, "serviceAccount", at, errors)) return;
    Node name = subject.at("serviceAccount", "name");
    if (Checks.required(at.child("name"), name, errors) && !name.text().equals("*"))
      Checks.format(at.child("name"), name.text(), Formats::dnsSubdomain, errors);
    String namespace = subject.at("serviceAccount", "namespace").text();
    FieldPath there = at.child("namespace");
    if (namespace.isEmpty())
      errors.add(FieldError.required(there, "must specify namespace for service account"));
    else Checks.format(there, namespace, Formats::dnsLabel, errors);
  }
}
