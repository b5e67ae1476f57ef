package pilothouse.server.reviews;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// What is wrong with an access review.
///
/// Source: kubernetes `pkg/apis/authorization/validation/validation.go`.
final class ReviewChecks {
  private static final Set<String> WITH_VALUES = Set.of("In", "NotIn");
  private static final Set<String> WITHOUT_VALUES = Set.of("Exists", "DoesNotExist");

  private final List<FieldError> errors = new ArrayList<>();

  private ReviewChecks() {}

  static List<FieldError> errors(ObjectNode review, String namespace, AccessReview.Of subject) {
    var checks = new ReviewChecks();
    checks.spec(review.get("spec"), subject);
    checks.metadata(review.get("metadata").object());
    if (subject == AccessReview.Of.ANYBODY_HERE) checks.here(review.get("spec"), namespace);
    return checks.errors;
  }

  private void spec(Node spec, AccessReview.Of subject) {
    FieldPath path = FieldPath.of("spec");
    Node resource = spec.get("resourceAttributes");
    Node other = spec.get("nonResourceAttributes");
    if (!resource.isNull() && !other.isNull()) {
      errors.add(
          FieldError.invalid(
              path.child("nonResourceAttributes"),
              goForm(other),
              "cannot be specified in combination with resourceAttributes"));
    }
    if (resource.isNull() && other.isNull()) {
      errors.add(
          FieldError.invalid(
              path.child("resourceAttributes"),
              NullNode.NULL,
              "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
    }
    if (subject != AccessReview.Of.SELF
        && spec.get("user").text().isEmpty()
        && spec.get("groups").items().isEmpty()) {
      errors.add(
          FieldError.invalid(
              path.child("user"), "", "at least one of user or group must be specified"));
    }
    attributes(resource, path.child("resourceAttributes"));
  }

  private void attributes(Node resource, FieldPath path) {
    selector(resource.get("fieldSelector"), path.child("fieldSelector"), false);
    selector(resource.get("labelSelector"), path.child("labelSelector"), true);
  }

  private void selector(Node selector, FieldPath path, boolean labels) {
    if (selector.isNull()) return;
    String raw = selector.get("rawSelector").text();
    List<Node> requirements = selector.get("requirements").items();
    if (!raw.isEmpty() && !requirements.isEmpty()) {
      errors.add(
          FieldError.invalid(
              path.child("rawSelector"),
              raw,
              "may not specified at the same time as requirements"));
    }
    if (raw.isEmpty() && requirements.isEmpty()) {
      errors.add(
          FieldError.required(
              path.child("requirements"),
              "when " + path + " is specified, requirements or rawSelector is required"));
    }
    for (int i = 0; i < requirements.size(); i++) {
      requirement(requirements.get(i), path.child("requirements").index(i), labels);
    }
  }

  private void requirement(Node requirement, FieldPath path, boolean labels) {
    String key = requirement.get("key").text();
    String operator = requirement.get("operator").text();
    boolean values = !requirement.get("values").items().isEmpty();
    if (!labels && key.isEmpty()) {
      errors.add(FieldError.required(path.child("key"), "must be specified"));
    }
    if (WITH_VALUES.contains(operator)) {
      if (!values) {
        errors.add(
            FieldError.required(
                path.child("values"), "must be specified when `operator` is 'In' or 'NotIn'"));
      }
    } else if (WITHOUT_VALUES.contains(operator)) {
      if (values) {
        errors.add(
            FieldError.forbidden(
                path.child("values"),
                "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      }
    }
    if (!labels) return;
    for (String problem : Formats.qualifiedName(key)) {
      errors.add(FieldError.invalid(path.child("key"), key, problem));
    }
  }

  /// A review has no name, no labels, nothing: only where it was sent, and by whom.
  private void metadata(ObjectNode metadata) {
    ObjectNode rest = metadata.without("namespace").without("managedFields");
    if (rest.isEmpty()) return;
    errors.add(FieldError.invalid(FieldPath.of("metadata"), metadata, "must be empty"));
  }

  private void here(Node spec, String namespace) {
    FieldPath path = FieldPath.of("spec");
    Node other = spec.get("nonResourceAttributes");
    if (!other.isNull()) {
      errors.add(
          FieldError.invalid(
              path.child("nonResourceAttributes"),
              goForm(other),
              "disallowed on this kind of request"));
    }
    Node resource = spec.get("resourceAttributes");
    String asked = resource.get("namespace").text();
    if (resource.isNull() || asked.equals(namespace)) return;
    errors.add(
        FieldError.invalid(
            path.child("resourceAttributes").child("namespace"),
            asked,
            "must match metadata.namespace"));
  }

  /// Upstream prints its internal type, whose members have no JSON names.
  private static Node goForm(Node other) {
    return ObjectNode.builder()
        .put("Path", other.get("path").text())
        .put("Verb", other.get("verb").text())
        .build();
  }
}
