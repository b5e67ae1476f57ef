package pilothouse.builtins.flowcontrol;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.InternalForm;

/// The checks of priority levels.
///
/// Source: kubernetes `pkg/apis/flowcontrol/validation/validation.go`.
final class PriorityLevelValidation {
  private static final String KIND = "PriorityLevelConfiguration";
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final FieldPath LIMITED = SPEC.child("limited");
  private static final FieldPath RESPONSE = LIMITED.child("limitResponse");
  private static final FieldPath QUEUING = RESPONSE.child("queuing");
  private static final List<String> TYPES = List.of("Exempt", "Limited");
  private static final List<String> RESPONSES = List.of("Queue", "Reject");
  private static final int MOST_QUEUES = 10_000_000;

  /// Bits of the hash that deals a flow its hand of queues.
  private static final int HASH_BITS = 60;

  private PriorityLevelValidation() {}

  static void check(ObjectNode level, Errors errors) {
    String name = level.at("metadata", "name").text();
    Node spec = level.get("spec");
    String type = spec.get("type").text();
    if (name.equals("exempt") != type.equals("Exempt") && !type.isEmpty() && TYPES.contains(type))
      errors.add(
          FieldError.invalid(
              SPEC.child("type"), type, "must be 'Exempt' if and only if `name` is 'exempt'"));
    switch (type) {
      case "Exempt" -> exempt(spec, errors);
      case "Limited" -> limited(spec, errors);
      case "" -> errors.add(FieldError.required(SPEC.child("type"), ""));
      default -> errors.add(FieldError.notSupported(SPEC.child("type"), type, TYPES));
    }
    fixed(name, spec, errors);
  }

  private static void fixed(String name, Node spec, Errors errors) {
    Node fixed = SuggestedFlows.fixedSpec(KIND, name);
    boolean exempt = name.equals("exempt");
    if (fixed.isNull() || part(fixed, exempt).equals(part(spec, exempt))) return;
    String what = exempt ? " except the 'spec.exempt' field" : "";
    errors.add(
        FieldError.invalid(
            SPEC,
            InternalForm.of("PriorityLevelConfigurationSpec", spec),
            "spec of '" + name + "'" + what + " must equal the fixed value"));
  }

  private static Node part(Node spec, boolean exempt) {
    return exempt ? spec.object().without("exempt") : spec;
  }

  private static void exempt(Node spec, Errors errors) {
    if (!spec.get("limited").isNull())
      errors.add(FieldError.forbidden(LIMITED, "must be nil if the type is not Limited"));
    shares(spec.get("exempt"), SPEC.child("exempt"), errors);
  }

  private static void limited(Node spec, Errors errors) {
    if (!spec.get("exempt").isNull())
      errors.add(FieldError.forbidden(SPEC.child("exempt"), "must be nil if the type is Limited"));
    Node limited = spec.get("limited");
    if (limited.isNull()) {
      errors.add(FieldError.required(LIMITED, "must not be empty when type is Limited"));
      return;
    }
    counted(limited, LIMITED, errors);
    response(limited.get("limitResponse"), errors);
    lent(limited, LIMITED, errors);
    long borrowed = limited.get("borrowingLimitPercent").number(0);
    if (borrowed < 0)
      errors.add(
          FieldError.invalid(
              LIMITED.child("borrowingLimitPercent"),
              borrowed,
              "if specified, must be a non-negative integer"));
  }

  private static void shares(Node part, FieldPath at, Errors errors) {
    counted(part, at, errors);
    lent(part, at, errors);
  }

  private static void counted(Node part, FieldPath at, Errors errors) {
    long shares = part.get("nominalConcurrencyShares").number(0);
    if (shares < 0)
      errors.add(
          FieldError.invalid(
              at.child("nominalConcurrencyShares"), shares, "must be a non-negative integer"));
  }

  private static void lent(Node part, FieldPath at, Errors errors) {
    Checks.inRange(at.child("lendablePercent"), part.get("lendablePercent"), 0, 100, errors);
  }

  private static void response(Node response, Errors errors) {
    Node queuing = response.get("queuing");
    String type = response.get("type").text();
    switch (type) {
      case "Reject" -> {
        if (!queuing.isNull())
          errors.add(
              FieldError.forbidden(
                  QUEUING, "must be nil if limited.limitResponse.type is not Limited"));
      }
      case "Queue" -> {
        if (queuing.isNull())
          errors.add(
              FieldError.required(
                  QUEUING, "must not be empty if limited.limitResponse.type is Limited"));
        else queuing(queuing, errors);
      }
      case "" -> errors.add(FieldError.required(RESPONSE.child("type"), ""));
      default -> errors.add(FieldError.notSupported(RESPONSE.child("type"), type, RESPONSES));
    }
  }

  private static void queuing(Node queuing, Errors errors) {
    positive("queueLengthLimit", queuing, errors);
    long queues = queuing.get("queues").number(0);
    if (positive("queues", queuing, errors) && queues > MOST_QUEUES)
      errors.add(
          FieldError.invalid(
              QUEUING.child("queues"), queues, "must not be greater than " + MOST_QUEUES));
    long hand = queuing.get("handSize").number(0);
    FieldPath at = QUEUING.child("handSize");
    if (!positive("handSize", queuing, errors)) return;
    if (hand > queues)
      errors.add(
          FieldError.invalid(at, hand, "should not be greater than queues (" + queues + ")"));
    else if (Math.ceil(hand * Math.log(queues) / Math.log(2)) > HASH_BITS)
      errors.add(FieldError.invalid(at, hand, tooLarge(queues, hand)));
  }

  private static String tooLarge(long queues, long hand) {
    return "required entropy bits of deckSize "
        + queues
        + " and handSize "
        + hand
        + " should not be greater than "
        + HASH_BITS;
  }

  private static boolean positive(String name, Node queuing, Errors errors) {
    long value = queuing.get(name).number(0);
    if (value > 0) return true;
    errors.add(FieldError.invalid(QUEUING.child(name), value, "must be positive"));
    return false;
  }
}
