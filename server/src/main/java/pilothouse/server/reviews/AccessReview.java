package pilothouse.server.reviews;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteContext;
import pilothouse.server.authz.Attributes;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.Decision;
import pilothouse.server.http.User;

/// Asks the authorizer, for the caller or for somebody else.
final class AccessReview implements VirtualCreate {

  /// Whom a review is about, and where.
  enum Of {
    SELF,
    ANYBODY,
    /// Only in the namespace of the request, so that its owner can be let to ask.
    ANYBODY_HERE
  }

  private final Authorizer authorizer;
  private final Of subject;

  AccessReview(Authorizer authorizer, Of subject) {
    this.authorizer = authorizer;
    this.subject = subject;
  }

  @Override
  public ObjectNode answer(ObjectNode body, String namespace, String name, WriteContext context) {
    List<FieldError> errors = ReviewChecks.errors(body, namespace, subject);
    if (!errors.isEmpty()) throw ApiException.invalid("authorization.k8s.io", "", "", errors);
    Node spec = body.get("spec");
    User user = subject == Of.SELF ? UserTree.of(context) : UserTree.subject(spec);
    Decision decision = authorizer.authorize(attributes(user, spec));
    return body.with("status", status(decision, ReviewSelectors.problem(spec)));
  }

  private static Attributes attributes(User user, Node spec) {
    Node asked = spec.get("resourceAttributes");
    if (asked.isNull()) {
      Node path = spec.get("nonResourceAttributes");
      return new Attributes(
          user, path.get("verb").text(), false, "", "", "", "", "", "", path.get("path").text());
    }
    return new Attributes(
        user,
        asked.get("verb").text(),
        true,
        asked.get("group").text(),
        asked.get("version").text("*"),
        asked.get("resource").text(),
        asked.get("subresource").text(),
        asked.get("namespace").text(),
        asked.get("name").text(),
        "");
  }

  private static ObjectNode status(Decision decision, String problem) {
    var out = ObjectNode.builder().put("allowed", decision.allowed());
    if (decision.outcome() == Decision.Outcome.DENY) out.put("denied", true);
    if (!decision.reason().isEmpty()) out.put("reason", decision.reason());
    if (!problem.isEmpty()) out.put("evaluationError", problem);
    return out.build();
  }
}
