package pilothouse.server.reviews;

import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteContext;
import pilothouse.server.authn.Authenticator.Found;
import pilothouse.server.authn.BearerTokens;
import pilothouse.server.filters.Authentication;

/// Tells whose a bearer token is.
///
/// Audiences are not looked at: a token that this server accepts is for this server.
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
    return switch (tokens.authenticate(token)) {
      case Found.Somebody(var user) -> {
        var out =
            ObjectNode.builder()
                .put("authenticated", true)
                .put("user", UserTree.of(Authentication.known(user)));
        var audiences = body.at("spec", "audiences");
        if (!audiences.items().isEmpty()) out.put("audiences", audiences);
        yield out.build();
      }
      case Found.Invalid(var why) -> refused(body, why);
      case Found.Nothing _ -> refused(body, "invalid bearer token");
    };
  }

  /// Upstream leaves a user that was sent where it is.
  private static ObjectNode refused(ObjectNode body, String why) {
    var sent = body.at("status", "user").object();
    return ObjectNode.builder().put("user", sent).put("error", why).build();
  }
}
