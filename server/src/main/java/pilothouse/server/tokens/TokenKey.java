package pilothouse.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;

/// A key that verifies tokens: RSA, or an elliptic curve of 256, 384 or 521 bits.
///
/// @param id how tokens and the published key set name it: the SHA-256 of the DER form, as unpadded URL-safe base64
public record TokenKey(PublicKey key, JWSAlgorithm algorithm, String id) {
  private static final Map<Integer, JWSAlgorithm> CURVES =
      Map.of(256, JWSAlgorithm.ES256, 384, JWSAlgorithm.ES384, 521, JWSAlgorithm.ES512);

  /// @throws IllegalArgumentException where tokens cannot be signed with such keys
  public static TokenKey of(PublicKey key) {
    JWSAlgorithm algorithm =
        switch (key) {
          case RSAPublicKey _ -> JWSAlgorithm.RS256;
          case ECPublicKey curve -> CURVES.get(curve.getParams().getOrder().bitLength());
          default -> null;
        };
    if (algorithm == null)
      throw new IllegalArgumentException(
          "tokens are signed with RSA or a curve of 256, 384 or 521 bits, not " + key.getFormat());
    return new TokenKey(key, algorithm, id(key));
  }

  private static String id(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  JWSVerifier verifier() throws JOSEException {
    return key instanceof RSAPublicKey rsa
        ? new RSASSAVerifier(rsa)
        : new ECDSAVerifier((ECPublicKey) key);
  }

  /// @param secret the other half
  static JWSSigner signer(PrivateKey secret) throws JOSEException {
    return secret instanceof ECPrivateKey curve ? new ECDSASigner(curve) : new RSASSASigner(secret);
  }

  /// As the key set publishes it.
  JWK published() {
    if (key instanceof RSAPublicKey rsa)
      return new RSAKey.Builder(rsa)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(algorithm)
          .keyID(id)
          .build();
    var curve = (ECPublicKey) key;
    return new ECKey.Builder(Curve.forECParameterSpec(curve.getParams()), curve)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(algorithm)
        .keyID(id)
        .build();
  }
}
