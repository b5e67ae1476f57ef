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
import pilothouse.builtins.meta.WebhookClient;

/// The checks of webhook configurations of both sorts.
///
/// Source: kubernetes `pkg/apis/admissionregistration/validation/validation.go`.
final class WebhookValidation {
  private static final FieldPath WEBHOOKS = FieldPath.of("webhooks");
  private static final List<String> FAILURE_POLICIES = List.of("Fail", "Ignore");
  private static final List<String> SIDE_EFFECTS = List.of("None", "NoneOnDryRun");
  private static final List<String> REINVOCATIONS = List.of("IfNeeded", "Never");
  private static final List<String> REVIEW_VERSIONS = List.of("v1", "v1beta1");
  private static final int LEAST_SEGMENTS = 3;
  private static final int MOST_SECONDS = 30;

  private WebhookValidation() {}

  static void check(ObjectNode configuration, Errors errors) {
    List<Node> webhooks = configuration.get("webhooks").items();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < webhooks.size(); i++) {
      FieldPath at = WEBHOOKS.index(i);
      webhook(webhooks.get(i), at, errors);
      reviewVersions(
          webhooks.get(i).get("admissionReviewVersions"),
          at.child("admissionReviewVersions"),
          errors);
      String name = webhooks.get(i).get("name").text();
      if (!name.isEmpty() && !names.add(name))
        errors.add(FieldError.duplicate(at.child("name"), name));
    }
  }

  private static void webhook(Node webhook, FieldPath at, Errors errors) {
    name(webhook.get("name"), at.child("name"), errors);
    List<Node> rules = webhook.get("rules").items();
    for (int i = 0; i < rules.size(); i++)
      RuleValidation.check(rules.get(i), at.child("rules").index(i), errors);
    oneOf(webhook, "failurePolicy", FAILURE_POLICIES, at, errors);
    oneOf(webhook, "matchPolicy", MatchValidation.MATCH_POLICIES, at, errors);
    if (webhook.get("sideEffects").isNull())
      errors.add(
          FieldError.required(
              at.child("sideEffects"), "must specify one of " + String.join(", ", SIDE_EFFECTS)));
    oneOf(webhook, "sideEffects", SIDE_EFFECTS, at, errors);
    timeout(webhook.get("timeoutSeconds").number(1), at.child("timeoutSeconds"), errors);
    for (String selector : List.of("namespaceSelector", "objectSelector"))
      Selectors.check(at.child(selector), webhook.get(selector), errors);
    oneOf(webhook, "reinvocationPolicy", REINVOCATIONS, at, errors);
    WebhookClient.check(webhook.get("clientConfig"), at.child("clientConfig"), errors);
    MatchValidation.conditions(webhook.get("matchConditions"), at.child("matchConditions"), errors);
  }

  private static void oneOf(
      Node webhook, String name, List<String> supported, FieldPath at, Errors errors) {
    Checks.oneOfIfGiven(at.child(name), webhook.get(name), supported, errors);
  }

  private static void timeout(long seconds, FieldPath at, Errors errors) {
    if (seconds < 1 || seconds > MOST_SECONDS)
      errors.add(
          FieldError.invalid(
              at, seconds, "the timeout value must be between 1 and " + MOST_SECONDS + " seconds"));
  }

  private static void name(Node name, FieldPath at, Errors errors) {
    if (!Checks.required(at, name, errors)) return;
    List<String> wrong = Formats.dnsSubdomain(name.text());
    if (!wrong.isEmpty()) errors.add(FieldError.invalid(at, name.text(), String.join(",", wrong)));
    else if (name.text().split("\\.", -1).length < LEAST_SEGMENTS)
      errors.add(
          FieldError.invalid(
              at,
              name.text(),
              "should be a domain with at least three segments separated by dots"));
  }

  private static void reviewVersions(Node versions, FieldPath at, Errors errors) {
    List<Node> items = versions.items();
    String accepted = String.join(", ", REVIEW_VERSIONS);
    if (items.isEmpty()) {
      errors.add(FieldError.required(at, "must specify one of " + accepted));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String version = items.get(i).text();
      if (seen.add(version)) Checks.format(at.index(i), version, Formats::dns1035Label, errors);
      else errors.add(FieldError.invalid(at.index(i), version, "duplicate version"));
    }
    if (REVIEW_VERSIONS.stream().noneMatch(seen::contains))
      errors.add(FieldError.invalid(at, versions, "must include at least one of " + accepted));
  }
}
