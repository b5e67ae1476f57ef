package pilothouse.server.reviews;

import java.util.Map;
import pilothouse.registry.VirtualCreate;
import pilothouse.server.authn.BearerTokens;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.RuleLister;

/// All reviews, by the names under which definitions ask for them.
public final class Reviews {
  private Reviews() {}

  public static Map<String, VirtualCreate> creates(
      Authorizer authorizer, RuleLister rules, BearerTokens tokens) {
    return Map.of(
        "selfsubjectreviews", new SelfSubjectReview(),
        "selfsubjectaccessreviews", new AccessReview(authorizer, AccessReview.Of.SELF),
        "subjectaccessreviews", new AccessReview(authorizer, AccessReview.Of.ANYBODY),
        "localsubjectaccessreviews", new AccessReview(authorizer, AccessReview.Of.ANYBODY_HERE),
        "selfsubjectrulesreviews", new RulesReview(rules),
        "tokenreviews", new TokenReview(tokens));
  }
}
