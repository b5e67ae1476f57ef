package pilothouse.apiextensions.definition;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;

/// Whether a definition in a group of Kubernetes itself (`*.k8s.io`, `*.kubernetes.io`) is approved, which an annotation tells.
///
/// Source: apiextensions-apiserver `pkg/apihelpers/helpers.go` and `pkg/controller/apiapproval`.
///
/// @param required the group is such a one
/// @param value of the annotation
public record ApprovalState(boolean required, Kind kind, String value) {
  static final String ANNOTATION = "api-approved.kubernetes.io";
  private static final String RULE =
      "protected groups must have approval annotation \"api-approved.kubernetes.io\"";
  private static final String SEE = ", see https://github.com/kubernetes/enhancements/pull/1111";

  enum Kind {
    MISSING("MissingAnnotation"),
    INVALID("InvalidAnnotation"),
    APPROVED("ApprovedAnnotation"),
    BYPASSED("UnapprovedAnnotation");

    private final String reason;

    Kind(String reason) {
      this.reason = reason;
    }
  }

  public static ApprovalState of(ObjectNode crd) {
    String group = crd.at("spec", "group").text();
    boolean required =
        group.equals("k8s.io")
            || group.equals("kubernetes.io")
            || group.endsWith(".k8s.io")
            || group.endsWith(".kubernetes.io");
    String value = crd.at("metadata", "annotations", ANNOTATION).text();
    return new ApprovalState(required, kind(value), value);
  }

  private static Kind kind(String value) {
    if (value.isEmpty()) return Kind.MISSING;
    if (value.startsWith("unapproved")) return Kind.BYPASSED;
    return isUrl(value) ? Kind.APPROVED : Kind.INVALID;
  }

  private static boolean isUrl(String text) {
    try {
      var uri = new URI(text);
      return uri.getScheme() != null && uri.getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  boolean sameKind(ApprovalState other) {
    return kind == other.kind;
  }

  String message() {
    return switch (kind) {
      case MISSING -> RULE + SEE;
      case INVALID -> RULE + " with either a URL or a reason starting with \"unapproved\"" + SEE;
      case APPROVED -> "approved in " + value;
      case BYPASSED -> "not approved: " + FieldError.quote(value);
    };
  }

  /// The definition with the condition that tells this; the same object where it tells it already or none is needed.
  public ObjectNode applied(ObjectNode crd, Instant now) {
    if (!required) return crd;
    boolean said =
        new Conditions(crd)
            .find(Conditions.APPROVED)
            .filter(found -> found.get("reason").text().equals(kind.reason))
            .filter(found -> found.get("message").text().equals(message()))
            .isPresent();
    if (said) return crd;
    boolean approved = kind == Kind.APPROVED;
    return Conditions.with(crd, Conditions.APPROVED, approved, kind.reason, message(), now);
  }
}
