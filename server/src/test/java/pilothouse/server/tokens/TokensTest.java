package pilothouse.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;
import pilothouse.server.http.TestCall;
import pilothouse.server.tokens.TokenVerifier.Checked;

class TokensTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
  private static final KeyPair RSA = pair("RSA", "");

  private static KeyPair pair(String algorithm, String curve) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      if (curve.isEmpty()) generator.initialize(2048);
      else generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TokenClaims claims(Instant from, Instant until) {
    return new TokenClaims(
        "ns", "robot", "uid-1", Optional.empty(), List.of("here"), "id", from, until);
  }

  private static String token(String issuer, KeyPair pair, Instant from, Instant until) {
    return new TokenSigner(issuer, pair.getPrivate(), TokenKey.of(pair.getPublic()))
        .sign(claims(from, until));
  }

  private static Checked checked(String token, KeyPair... keys) {
    var known = List.of(keys).stream().map(pair -> TokenKey.of(pair.getPublic())).toList();
    return new TokenVerifier(
            List.of("https://new", "https://old"), known, Clock.fixed(NOW, ZoneOffset.UTC))
        .verify(token);
  }

  @Test
  void tokensOfEveryKindOfKeyComeBackAsTheyWere() {
    for (KeyPair pair :
        List.of(RSA, pair("EC", "secp256r1"), pair("EC", "secp384r1"), pair("EC", "secp521r1"))) {
      Instant end = NOW.plusSeconds(60);
      assertThat(checked(token("https://new", pair, NOW, end), pair))
          .isEqualTo(new Checked.Good(claims(NOW, end)));
    }
  }

  @Test
  void tokensOfAnOlderIssuerAreStillGood() {
    assertThat(checked(token("https://old", RSA, NOW, NOW.plusSeconds(60)), RSA))
        .isInstanceOf(Checked.Good.class);
  }

  @Test
  void tokensOfOthersAreNotOursToJudge() {
    assertThat(checked(token("https://other", RSA, NOW, NOW.plusSeconds(60)), RSA))
        .isEqualTo(Checked.Foreign.FOREIGN);
    assertThat(checked("no token", RSA)).isEqualTo(Checked.Foreign.FOREIGN);
  }

  @Test
  void aTokenThatIsForgedOrOutOfTimeIsRefused() {
    assertThat(checked(token("https://new", pair("RSA", ""), NOW, NOW.plusSeconds(60)), RSA))
        .isEqualTo(new Checked.Refused("invalid signature, no keys found"));
    assertThat(checked(token("https://new", RSA, NOW.minusSeconds(9), NOW), RSA))
        .isEqualTo(new Checked.Refused("service account token has expired"));
    assertThat(checked(token("https://new", RSA, NOW.plusSeconds(9), NOW.plusSeconds(60)), RSA))
        .isEqualTo(new Checked.Refused("service account token is not valid yet"));
  }

  @Test
  void theKeySetNamesEveryKey() {
    KeyPair curve = pair("EC", "secp256r1");
    var keys = List.of(TokenKey.of(RSA.getPublic()), TokenKey.of(curve.getPublic()));
    var documents = new OpenIdDocuments("https://new", "https://h:1/openid/v1/jwks", keys);
    assertThat(TestCall.text(asked(documents, TestCall.get("/openid/v1/jwks"))))
        .contains(keys.get(0).id(), keys.get(1).id(), "\"crv\":\"P-256\"")
        .doesNotContain("\"d\":");
    assertThat(TestCall.text(asked(documents, TestCall.get("/.well-known/openid-configuration"))))
        .isEqualTo(
            "{\"issuer\":\"https://new\",\"jwks_uri\":\"https://h:1/openid/v1/jwks\","
                + "\"response_types_supported\":[\"id_token\"],\"subject_types_supported\":[\"public\"],"
                + "\"id_token_signing_alg_values_supported\":[\"ES256\",\"RS256\"]}");
    assertThatThrownBy(
            () -> asked(documents, TestCall.get("/openid/v1/jwks", "Accept", "application/json")))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status().code()).isEqualTo(406));
  }

  private static Response asked(OpenIdDocuments documents, Call call) {
    return documents.find(call).orElseThrow().handle(call);
  }
}
