package pilothouse.server.reviews;

import java.util.ArrayList;
import java.util.Set;
import pilothouse.api.ApiException;
import pilothouse.api.selector.FieldSelector;
import pilothouse.api.selector.LabelSelector;
import pilothouse.api.tree.Node;

/// Whether a review's selectors can be understood. One that cannot is left out, which the answer tells.
///
/// Source: kubernetes `pkg/registry/authorization/util/helpers.go`.
final class ReviewSelectors {
  private static final Set<String> EQUAL = Set.of("In", "NotIn");
  private static final Set<String> LABEL = Set.of("In", "NotIn", "Exists", "DoesNotExist");

  private ReviewSelectors() {}

  /// Empty where both are fine.
  static String problem(Node spec) {
    Node asked = spec.get("resourceAttributes");
    var problems = new ArrayList<String>();
    if (!fieldsReadable(asked.get("fieldSelector"))) problems.add(ignored("fieldSelector"));
    if (!labelsReadable(asked.get("labelSelector"))) problems.add(ignored("labelSelector"));
    return problems.size() == 2
        ? "[" + String.join(", ", problems) + "]"
        : String.join("", problems);
  }

  private static String ignored(String selector) {
    return "spec.resourceAttributes." + selector + " ignored due to parse error";
  }

  /// Field selectors know equal and unequal, to one value.
  private static boolean fieldsReadable(Node selector) {
    for (Node requirement : selector.get("requirements").items()) {
      boolean one = requirement.get("values").items().size() == 1;
      if (!one || !EQUAL.contains(requirement.get("operator").text())) return false;
    }
    return parses(() -> FieldSelector.parse(selector.get("rawSelector").text()));
  }

  private static boolean labelsReadable(Node selector) {
    for (Node requirement : selector.get("requirements").items()) {
      if (!LABEL.contains(requirement.get("operator").text())) return false;
    }
    return parses(() -> LabelSelector.parse(selector.get("rawSelector").text()));
  }

  private static boolean parses(Runnable parse) {
    try {
      parse.run();
      return true;
    } catch (ApiException unreadable) {
      return false;
    }
  }
}
