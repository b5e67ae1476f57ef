package pilothouse.server.authn;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import pilothouse.server.http.Call;
import pilothouse.server.http.User;

/// `Authorization: Bearer …`, or for web sockets, whose browsers cannot set that header, a subprotocol.
///
/// Source: apiserver `pkg/authentication/request/bearertoken`, `…/websocket`.
public final class BearerTokens implements Authenticator {
  private static final String SUBPROTOCOL = "base64url.bearer.authorization.k8s.io.";

  /// What an issuer, or all of them, make of a token.
  public sealed interface Verdict {
    /// It is good.
    ///
    /// @param audiences those of the asked ones that the token is for; empty where its issuer knows of none
    record Known(User user, List<String> audiences) implements Verdict {
      public Known {
        audiences = List.copyOf(audiences);
      }
    }

    /// It is none of theirs, or no longer good.
    ///
    /// @param why empty where it is none of theirs
    record Unknown(String why) implements Verdict {}
  }

  /// Knows some tokens.
  @FunctionalInterface
  public interface Issuer {
    /// @param audiences of which a token must be for one, if it is for any
    Verdict verdict(String token, List<String> audiences);

    /// One whose tokens are for everybody.
    static Issuer of(Function<String, Optional<User>> users) {
      return (token, _) ->
          users
              .apply(token)
              .<Verdict>map(user -> new Verdict.Known(user, List.of()))
              .orElse(new Verdict.Unknown(""));
    }
  }

  private final List<Issuer> issuers;
  private final List<String> audiences;

  /// @param audiences `--api-audiences`: what this server itself is known as
  public BearerTokens(List<Issuer> issuers, List<String> audiences) {
    this.issuers = List.copyOf(issuers);
    this.audiences = List.copyOf(audiences);
  }

  @Override
  public Found authenticate(Call call) {
    String token = token(call);
    if (token.isEmpty()) return Found.Nothing.NOTHING;
    return switch (verdict(token, audiences)) {
      case Verdict.Known(var user, _) -> new Found.Somebody(user);
      case Verdict.Unknown(var why) -> new Found.Invalid(why);
    };
  }

  /// @param wanted audiences of which a token must be for one; none for those of this server
  public Verdict verdict(String token, List<String> wanted) {
    var whys = new ArrayList<String>(List.of("invalid bearer token"));
    for (Issuer issuer : issuers) {
      switch (issuer.verdict(token, wanted.isEmpty() ? audiences : wanted)) {
        case Verdict.Known known -> {
          return known;
        }
        case Verdict.Unknown(var why) -> {
          if (!why.isEmpty()) whys.add(why);
        }
      }
    }
    return new Verdict.Unknown(
        whys.size() == 1 ? whys.getFirst() : "[" + String.join(", ", whys) + "]");
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
