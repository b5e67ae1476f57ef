package pilothouse.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PrivateKey;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/// Signs service account tokens with the server's key.
///
/// Claims. Source: `pkg/serviceaccount/claims.go`.
public final class TokenSigner {
  private final String issuer;
  private final PrivateKey key;
  private final TokenKey open;

  /// @param open the other half of `key`
  public TokenSigner(String issuer, PrivateKey key, TokenKey open) {
    this.issuer = issuer;
    this.key = key;
    this.open = open;
  }

  public String sign(TokenClaims claims) {
    var header = new JWSHeader.Builder(open.algorithm()).keyID(open.id()).build();
    var jwt = new SignedJWT(header, set(claims));
    try {
      jwt.sign(TokenKey.signer(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the service account key cannot sign: " + e.getMessage(), e);
    }
    return jwt.serialize();
  }

  private JWTClaimsSet set(TokenClaims claims) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(claims.user())
        .audience(claims.audiences())
        .jwtID(claims.id())
        .issueTime(Date.from(claims.issued()))
        .notBeforeTime(Date.from(claims.issued()))
        .expirationTime(Date.from(claims.expires()))
        .claim("kubernetes.io", kubernetes(claims))
        .build();
  }

  private static Map<String, Object> kubernetes(TokenClaims claims) {
    var out = new LinkedHashMap<String, Object>();
    out.put("namespace", claims.namespace());
    claims
        .bound()
        .ifPresent(
            bound -> out.put(bound.kind(), Map.of("name", bound.name(), "uid", bound.uid())));
    out.put("serviceaccount", Map.of("name", claims.serviceAccount(), "uid", claims.uid()));
    return out;
  }
}
