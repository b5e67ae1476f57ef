package pilothouse.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads service account tokens and checks signature, issuer and time. Whether the account still lives, and the audience, are the caller's to check.
public final class TokenVerifier {
  private final String issuer;
  private final Map<String, RSAPublicKey> keys;
  private final Clock clock;

  public TokenVerifier(String issuer, List<RSAPublicKey> keys, Clock clock) {
    this.issuer = issuer;
    this.keys = new HashMap<>();
    for (RSAPublicKey key : keys) this.keys.put(KeyIds.of(key), key);
    this.clock = clock;
  }

  /// What a token says; empty where it is none of ours, forged or out of time.
  public Optional<TokenClaims> verify(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      RSAPublicKey key = keys.get(jwt.getHeader().getKeyID());
      if (key == null || !JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm()))
        return Optional.empty();
      if (!jwt.verify(new RSASSAVerifier(key))) return Optional.empty();
      return claims(jwt.getJWTClaimsSet());
    } catch (ParseException | JOSEException notOurs) {
      return Optional.empty();
    }
  }

  private Optional<TokenClaims> claims(JWTClaimsSet set) throws ParseException {
    Instant now = clock.instant();
    if (!issuer.equals(set.getIssuer())
        || set.getExpirationTime() == null
        || set.getIssueTime() == null) return Optional.empty();
    Instant expires = set.getExpirationTime().toInstant();
    boolean early =
        set.getNotBeforeTime() != null && now.isBefore(set.getNotBeforeTime().toInstant());
    if (early || !now.isBefore(expires)) return Optional.empty();
    Map<String, Object> ours = set.getJSONObjectClaim("kubernetes.io");
    if (ours == null) return Optional.empty();
    return Optional.of(
        new TokenClaims(
            text(ours, "namespace"),
            text(inner(ours, "serviceaccount"), "name"),
            text(inner(ours, "serviceaccount"), "uid"),
            bound(ours),
            set.getAudience(),
            set.getJWTID() == null ? "" : set.getJWTID(),
            set.getIssueTime().toInstant(),
            expires));
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
