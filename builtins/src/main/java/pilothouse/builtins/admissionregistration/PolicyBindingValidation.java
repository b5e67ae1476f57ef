package pilothouse.builtins.admissionregistration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Selectors;

/// The checks of bindings of admission policies.
///
/// Source: kubernetes `pkg/apis/admissionregistration/validation/validation.go`.
final class PolicyBindingValidation {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath PARAMETERS = SPEC.child("paramRef");
  private static final FieldPath MATCH = SPEC.child("matchResources");
  private static final FieldPath ACTIONS = SPEC.child("validationActions");
  private static final List<String> KNOWN_ACTIONS = List.of("Audit", "Deny", "Warn");
  private static final List<String> NOT_FOUND_ACTIONS = List.of("Deny", "Allow");
  private static final String EXCLUSIVE = "name and selector are mutually exclusive";

  private PolicyBindingValidation() {}

  static void validating(ObjectNode binding, Errors errors) {
    Node spec = binding.get("spec");
    shared(spec, errors);
    actions(spec.get("validationActions"), errors);
  }

  static void mutating(ObjectNode binding, Errors errors) {
    Node spec = binding.get("spec");
    shared(spec, errors);
    MatchValidation.mutable(spec.get("matchResources"), MATCH, errors);
  }

  private static void shared(Node spec, Errors errors) {
    Checks.requiredFormat(
        SPEC.child("policyName"), spec.get("policyName"), Formats::dnsSubdomain, errors);
    if (!spec.get("paramRef").isNull()) parameters(spec.get("paramRef"), errors);
    MatchValidation.resources(spec.get("matchResources"), MATCH, errors);
  }

  private static void parameters(Node reference, Errors errors) {
    Node name = reference.get("name");
    Node selector = reference.get("selector");
    boolean named = !name.text().isEmpty();
    FieldPath at = PARAMETERS.child("name");
    Checks.formatIfSet(at, name, Formats::pathSegment, errors);
    if (named && !selector.isNull()) errors.add(FieldError.forbidden(at, EXCLUSIVE));
    Selectors.check(PARAMETERS.child("selector"), selector, errors);
    if (named && !selector.isNull())
      errors.add(FieldError.forbidden(PARAMETERS.child("selector"), EXCLUSIVE));
    if (!named && selector.isNull())
      errors.add(FieldError.required(PARAMETERS, "one of name or selector must be specified"));
    FieldPath missing = PARAMETERS.child("parameterNotFoundAction");
    Node action = reference.get("parameterNotFoundAction");
    if (action.text().isEmpty()) errors.add(FieldError.required(missing, ""));
    else Checks.oneOf(missing, action, NOT_FOUND_ACTIONS, errors);
  }

  private static void actions(Node actions, Errors errors) {
    List<Node> items = actions.items();
    if (items.isEmpty())
      errors.add(FieldError.required(ACTIONS, "at least one validation action is required"));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String action = items.get(i).text();
      Checks.oneOf(ACTIONS.index(i), items.get(i), KNOWN_ACTIONS, errors);
      if (!seen.add(action)) errors.add(FieldError.duplicate(ACTIONS.index(i), action));
    }
    if (seen.contains("Deny") && seen.contains("Warn"))
      errors.add(
          FieldError.invalid(
              ACTIONS,
              actions,
              "must not contain both Deny and Warn (repeating the same validation failure information"
                  + " in the API response and headers serves no purpose)"));
  }
}
