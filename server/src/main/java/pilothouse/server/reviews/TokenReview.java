package pilothouse.server.reviews;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteContext;
import pilothouse.server.authn.BearerTokens;
import pilothouse.server.authn.BearerTokens.Verdict;
import pilothouse.server.filters.Authentication;

/// Tells whose a bearer token is, and for which of the audiences asked for.
final class TokenReview implements VirtualCreate {
  private final BearerTokens tokens;

  TokenReview(BearerTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public ObjectNode answer(ObjectNode body, String namespace, String name, WriteContext context) {
    String token = body.at("spec", "token").text();
    if (token.isEmpty()) {
      throw ApiException.badRequest("token is required for TokenReview in authentication");
    }
    return body.with("status", status(token, body));
  }

  private ObjectNode status(String token, ObjectNode body) {
    List<String> wanted = body.at("spec", "audiences").items().stream().map(Node::text).toList();
    return switch (tokens.verdict(token, wanted)) {
      case Verdict.Known(var user, var audiences) -> {
        var out =
            ObjectNode.builder()
                .put("authenticated", true)
                .put("user", UserTree.of(Authentication.known(user)));
        if (!audiences.isEmpty()) out.put("audiences", ListNode.ofTexts(audiences));
        yield out.build();
      }
      case Verdict.Unknown(var why) -> refused(body, why);
    };
  }

  /// Upstream leaves a user that was sent where it is.
  private static ObjectNode refused(ObjectNode body, String why) {
    var sent = body.at("status", "user").object();
    return ObjectNode.builder().put("user", sent).put("error", why).build();
  }
}
