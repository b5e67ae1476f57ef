package pilothouse.server.authn;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import pilothouse.server.http.Call;
import pilothouse.server.http.User;

/// `Authorization: Bearer …`, or for web sockets, whose browsers cannot set that header, a subprotocol.
///
/// Source: apiserver `pkg/authentication/request/bearertoken`, `…/websocket`.
public final class BearerTokens implements Authenticator {
  private static final String SUBPROTOCOL = "base64url.bearer.authorization.k8s.io.";

  /// Knows some tokens.
  @FunctionalInterface
  public interface Issuer {
    /// Whose token it is; empty where it is none of this issuer's or is no longer good.
    Optional<User> user(String token);
  }

  private final List<Issuer> issuers;

  public BearerTokens(List<Issuer> issuers) {
    this.issuers = List.copyOf(issuers);
  }

  @Override
  public Found authenticate(Call call) {
    String token = token(call);
    return token.isEmpty() ? Found.Nothing.NOTHING : authenticate(token);
  }

  public Found authenticate(String token) {
    for (Issuer issuer : issuers) {
      Optional<User> user = issuer.user(token);
      if (user.isPresent()) return new Found.Somebody(user.get());
    }
    return new Found.Invalid("invalid bearer token");
  }

  private static String token(Call call) {
    String header = call.headers().first("Authorization").orElse("").trim();
    int space = header.indexOf(' ');
    if (space > 0 && header.substring(0, space).equalsIgnoreCase("bearer")) {
      return header.substring(space + 1).trim();
    }
    for (String value : call.headers().all("Sec-WebSocket-Protocol")) {
      for (String protocol : value.split(",")) {
        if (protocol.trim().startsWith(SUBPROTOCOL)) return decoded(protocol.trim());
      }
    }
    return "";
  }

  private static String decoded(String protocol) {
    try {
      byte[] token = Base64.getUrlDecoder().decode(protocol.substring(SUBPROTOCOL.length()));
      return new String(token, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
