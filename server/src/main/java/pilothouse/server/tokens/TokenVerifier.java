package pilothouse.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads service account tokens and checks signature, issuer and time. Whether the account still lives, and the audience, are the caller's to check.
///
/// Source of the texts: `pkg/serviceaccount/jwt.go` and `claims.go`.
public final class TokenVerifier {
  private final List<String> issuers;
  private final Map<String, TokenKey> keys;
  private final Clock clock;

  /// What a token turned out to be.
  public sealed interface Checked {
    record Good(TokenClaims claims) implements Checked {}

    /// It bears the name of another issuer, or is no such token at all.
    enum Foreign implements Checked {
      FOREIGN
    }

    /// It says to be ours, and is no good.
    record Refused(String why) implements Checked {}
  }

  public TokenVerifier(List<String> issuers, List<TokenKey> keys, Clock clock) {
    this.issuers = List.copyOf(issuers);
    this.keys = new HashMap<>();
    for (TokenKey key : keys) this.keys.put(key.id(), key);
    this.clock = clock;
  }

  public Checked verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!issuers.contains(claims.getIssuer())) return Checked.Foreign.FOREIGN;
      TokenKey key = keys.get(jwt.getHeader().getKeyID());
      if (key == null) return new Checked.Refused("invalid signature, no keys found");
      boolean signed =
          key.algorithm().equals(jwt.getHeader().getAlgorithm()) && jwt.verify(key.verifier());
      if (!signed) return new Checked.Refused("go-jose/go-jose: error in cryptographic primitive");
      return timely(claims);
    } catch (ParseException | JOSEException notOurs) {
      return Checked.Foreign.FOREIGN;
    }
  }

  private Checked timely(JWTClaimsSet set) throws ParseException {
    Instant now = clock.instant();
    if (set.getExpirationTime() == null || set.getIssueTime() == null)
      return new Checked.Refused("service account token claims could not be validated");
    if (!now.isBefore(set.getExpirationTime().toInstant()))
      return new Checked.Refused("service account token has expired");
    if (set.getNotBeforeTime() != null && now.isBefore(set.getNotBeforeTime().toInstant()))
      return new Checked.Refused("service account token is not valid yet");
    return claims(set);
  }

  private static Checked claims(JWTClaimsSet set) throws ParseException {
    Map<String, Object> ours = set.getJSONObjectClaim("kubernetes.io");
    if (ours == null)
      return new Checked.Refused("service account token claims could not be validated");
    return new Checked.Good(
        new TokenClaims(
            text(ours, "namespace"),
            text(inner(ours, "serviceaccount"), "name"),
            text(inner(ours, "serviceaccount"), "uid"),
            bound(ours),
            set.getAudience(),
            set.getJWTID() == null ? "" : set.getJWTID(),
            set.getIssueTime().toInstant(),
            set.getExpirationTime().toInstant()));
  }

  private static Optional<TokenClaims.BoundObject> bound(Map<String, Object> ours) {
    for (String kind : List.of("pod", "secret", "node")) {
      Map<?, ?> reference = inner(ours, kind);
      if (!reference.isEmpty())
        return Optional.of(
            new TokenClaims.BoundObject(kind, text(reference, "name"), text(reference, "uid")));
    }
    return Optional.empty();
  }

  private static Map<?, ?> inner(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }
}
