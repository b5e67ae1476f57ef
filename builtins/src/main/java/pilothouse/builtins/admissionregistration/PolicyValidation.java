package pilothouse.builtins.admissionregistration;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.CelWords;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;

/// The checks of admission policies of both sorts. Expressions must be there; whether they compile is not checked.
///
/// Source: kubernetes `pkg/apis/admissionregistration/validation/validation.go`.
final class PolicyValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final List<String> FAILURE_POLICIES = List.of("Fail", "Ignore");
  private static final List<String> REASONS =
      List.of("Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized");
  private static final List<String> PATCH_TYPES = List.of("ApplyConfiguration", "JSONPatch");
  private static final List<String> REINVOCATIONS = List.of("IfNeeded", "Never");
  private static final int MOST_AUDIT_ANNOTATIONS = 20;
  private static final String NOTHING =
      "validations or auditAnnotations must contain at least one item";
  private static final String BLANK = "must be non-empty if specified";

  /// Names that a variable can have; the words of the language are none.
  private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

  private PolicyValidation() {}

  static void validating(ObjectNode policy, Errors errors) {
    Node spec = policy.get("spec");
    shared(spec, errors);
    List<Node> validations = spec.get("validations").items();
    List<Node> annotations = spec.get("auditAnnotations").items();
    if (validations.isEmpty() && annotations.isEmpty()) {
      errors.add(FieldError.required(SPEC.child("validations"), NOTHING));
      errors.add(FieldError.required(SPEC.child("auditAnnotations"), NOTHING));
    }
    for (int i = 0; i < validations.size(); i++)
      validation(validations.get(i), SPEC.child("validations").index(i), errors);
    annotations(policy.at("metadata", "name").text(), spec.get("auditAnnotations"), errors);
  }

  static void mutating(ObjectNode policy, Errors errors) {
    Node spec = policy.get("spec");
    shared(spec, errors);
    List<Node> mutations = spec.get("mutations").items();
    FieldPath at = SPEC.child("mutations");
    if (mutations.isEmpty())
      errors.add(FieldError.required(at, "mutations must contain at least one item"));
    for (int i = 0; i < mutations.size(); i++) mutation(mutations.get(i), at.index(i), errors);
    FieldPath again = SPEC.child("reinvocationPolicy");
    if (Checks.required(again, spec.get("reinvocationPolicy"), errors))
      Checks.oneOf(again, spec.get("reinvocationPolicy"), REINVOCATIONS, errors);
    MatchValidation.mutable(spec.get("matchConstraints"), SPEC.child("matchConstraints"), errors);
  }

  private static void shared(Node spec, Errors errors) {
    Checks.oneOf(SPEC.child("failurePolicy"), spec.get("failurePolicy"), FAILURE_POLICIES, errors);
    if (!spec.get("paramKind").isNull())
      paramKind(spec.get("paramKind"), SPEC.child("paramKind"), errors);
    MatchValidation.constraints(spec, SPEC.child("matchConstraints"), errors);
    MatchValidation.conditions(spec.get("matchConditions"), SPEC.child("matchConditions"), errors);
    List<Node> variables = spec.get("variables").items();
    for (int i = 0; i < variables.size(); i++)
      variable(variables.get(i), SPEC.child("variables").index(i), errors);
  }

  private static void paramKind(Node kind, FieldPath at, Errors errors) {
    FieldPath here = at.child("apiVersion");
    if (Checks.required(here, kind.get("apiVersion"), errors))
      groupVersion(kind.get("apiVersion").text(), here, errors);
    String name = kind.get("kind").text();
    if (!Checks.required(at.child("kind"), kind.get("kind"), errors)) return;
    List<String> wrong = Formats.dns1035Label(name.toLowerCase(Locale.ROOT));
    if (!wrong.isEmpty())
      errors.add(
          FieldError.invalid(
              at.child("kind"),
              name,
              "may have mixed case, but should otherwise match: " + String.join(",", wrong)));
  }

  private static void groupVersion(String text, FieldPath at, Errors errors) {
    String[] parts = text.split("/", -1);
    if (parts.length > 2) {
      errors.add(FieldError.invalid(at, text, "unexpected GroupVersion string: " + text));
      return;
    }
    if (parts.length == 2) Checks.format(at, parts[0], Formats::dnsSubdomain, errors);
    String version = parts[parts.length - 1];
    if (version.isEmpty()) errors.add(FieldError.invalid(at, text, "version must be specified"));
    else Checks.format(at, version, Formats::dns1035Label, errors);
  }

  private static void variable(Node variable, FieldPath at, Errors errors) {
    String name = variable.get("name").text();
    if (name.isBlank()) errors.add(FieldError.required(at.child("name"), "name is not specified"));
    else if (!IDENTIFIER.matcher(name).matches() || CelWords.reserved(name))
      errors.add(FieldError.invalid(at.child("name"), name, "must be a valid CEL identifier"));
    expression(variable, "expression", at, errors);
  }

  private static void expression(Node holder, String name, FieldPath at, Errors errors) {
    if (holder.get(name).text().isBlank())
      errors.add(FieldError.required(at.child(name), name + " is not specified"));
  }

  private static void validation(Node validation, FieldPath at, Errors errors) {
    expression(validation, "expression", at, errors);
    String computed = validation.get("messageExpression").text();
    if (!computed.isEmpty() && computed.isBlank())
      errors.add(FieldError.invalid(at.child("messageExpression"), computed, BLANK));
    message(validation, at.child("message"), errors);
    Checks.oneOfIfGiven(at.child("reason"), validation.get("reason"), REASONS, errors);
  }

  private static void message(Node validation, FieldPath at, Errors errors) {
    String message = validation.get("message").text();
    if (!message.isEmpty() && message.isBlank()) errors.add(FieldError.invalid(at, message, BLANK));
    else if (lines(message))
      errors.add(FieldError.invalid(at, message, "must not contain line breaks"));
    else if (lines(validation.get("expression").text()) && message.isBlank())
      errors.add(
          FieldError.required(at, "message must be specified if expression contains line breaks"));
  }

  private static boolean lines(String text) {
    String trimmed = text.strip();
    return trimmed.indexOf('\n') >= 0 || trimmed.indexOf('\r') >= 0;
  }

  private static void annotations(String policy, Node annotations, Errors errors) {
    FieldPath at = SPEC.child("auditAnnotations");
    List<Node> items = annotations.items();
    if (items.size() > MOST_AUDIT_ANNOTATIONS)
      errors.add(
          FieldError.invalid(
              at,
              InternalForm.of("[]AuditAnnotation", annotations),
              "must not have more than " + MOST_AUDIT_ANNOTATIONS + " auditAnnotations"));
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      FieldPath key = at.index(i).child("key");
      String text = items.get(i).get("key").text();
      if (policy.isEmpty())
        errors.add(FieldError.invalid(key, text, "requires metadata.name be non-empty"));
      else Checks.format(key, policy + "/" + text, Formats::qualifiedName, errors);
      expression(items.get(i), "valueExpression", at.index(i), errors);
      if (!keys.add(text)) errors.add(FieldError.duplicate(key, text));
    }
  }

  private static void mutation(Node mutation, FieldPath at, Errors errors) {
    String type = mutation.get("patchType").text();
    switch (type) {
      case "" -> errors.add(FieldError.required(at.child("patchType"), ""));
      case "ApplyConfiguration" -> patch(mutation, type, "applyConfiguration", at, errors);
      case "JSONPatch" -> patch(mutation, type, "jsonPatch", at, errors);
      default -> errors.add(FieldError.notSupported(at.child("patchType"), type, PATCH_TYPES));
    }
  }

  private static void patch(
      Node mutation, String type, String member, FieldPath at, Errors errors) {
    if (mutation.get(member).isNull())
      errors.add(
          FieldError.required(at.child(member), "must be specified when patchType is " + type));
    else if (mutation.at(member, "expression").text().isBlank())
      errors.add(FieldError.required(at.child(member).child("expression"), ""));
  }
}
