package pilothouse.apiextensions;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.Conditions;

/// The groups of Kubernetes itself (`*.k8s.io`, `*.kubernetes.io`) are for approved definitions, which an annotation tells.
///
/// Source: apiextensions-apiserver `pkg/controller/apiapproval` and `pkg/apihelpers/helpers.go`.
final class ApprovalPolicy {
  private static final String ANNOTATION = "api-approved.kubernetes.io";

  private ApprovalPolicy() {}

  static ObjectNode applied(ObjectNode crd, Instant now) {
    String group = crd.at("spec", "group").text();
    if (!group.endsWith(".k8s.io") && !group.endsWith(".kubernetes.io")) return crd;
    String value = crd.at("metadata", "annotations", ANNOTATION).text();
    boolean bypassed = value.startsWith("unapproved");
    boolean approved = !bypassed && isUrl(value);
    String reason =
        bypassed
            ? "UnapprovedAnnotation"
            : approved
                ? "ApprovedAnnotation"
                : value.isEmpty() ? "MissingAnnotation" : "InvalidAnnotation";
    String message = message(reason, value);
    boolean said =
        new Conditions(crd)
            .find(Conditions.APPROVED)
            .filter(found -> found.get("reason").text().equals(reason))
            .filter(found -> found.get("message").text().equals(message))
            .isPresent();
    return said ? crd : Conditions.with(crd, Conditions.APPROVED, approved, reason, message, now);
  }

  private static String message(String reason, String value) {
    String quoted = pilothouse.api.validation.FieldError.quote(value);
    return switch (reason) {
      case "UnapprovedAnnotation" -> "not approved: " + quoted;
      case "ApprovedAnnotation" -> "approved in " + value;
      case "MissingAnnotation" ->
          "protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111";
      default ->
          "protected groups must have approval annotation \"api-approved.kubernetes.io\" with either a URL or a reason starting with \"unapproved\", see https://github.com/kubernetes/enhancements/pull/1111";
    };
  }

  private static boolean isUrl(String text) {
    try {
      var uri = new URI(text);
      return uri.getScheme() != null && uri.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
