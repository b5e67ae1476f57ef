package pilothouse.server.tokens;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.List;
import java.util.Optional;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.server.negotiation.RouteErrors;

/// How others verify service account tokens: `/.well-known/openid-configuration` and the key set it names.
///
/// Source: `pkg/serviceaccount/openidmetadata.go`, `pkg/routes/openidmetadata.go`.
public final class OpenIdDocuments {
  private static final String CONFIGURATION = "/.well-known/openid-configuration";
  private static final String KEYS = "/openid/v1/jwks";
  private static final String JSON = "application/json";
  private static final String KEY_SET = "application/jwk-set+json";

  private final Bytes configuration;
  private final Bytes keySet;

  /// @param keysUrl where clients find the key set
  public OpenIdDocuments(String issuer, String keysUrl, List<TokenKey> keys) {
    List<String> algorithms =
        keys.stream().map(key -> key.algorithm().getName()).distinct().sorted().toList();
    this.configuration =
        JsonWriter.compact(
            ObjectNode.builder()
                .put("issuer", issuer)
                .put("jwks_uri", keysUrl)
                .put("response_types_supported", ListNode.ofTexts(List.of("id_token")))
                .put("subject_types_supported", ListNode.ofTexts(List.of("public")))
                .put("id_token_signing_alg_values_supported", ListNode.ofTexts(algorithms))
                .build());
    List<JWK> published = keys.stream().map(TokenKey::published).toList();
    this.keySet = Bytes.utf8(new JWKSet(published).toString());
  }

  /// Where the key set stands below the address of a server.
  public static String keysUrl(String address) {
    return "https://" + address + KEYS;
  }

  public List<String> paths() {
    return List.of(CONFIGURATION, KEYS);
  }

  public Optional<Handler> find(Call call) {
    return switch (call.path()) {
      case CONFIGURATION -> Optional.of(c -> answer(c, JSON, configuration));
      case KEYS -> Optional.of(c -> answer(c, KEY_SET, keySet));
      default -> Optional.empty();
    };
  }

  private static Response answer(Call call, String type, Bytes document) {
    RouteErrors.requireGet(call);
    RouteErrors.requireOneOf(call, List.of(type));
    return Response.of(200, type, document).with("Cache-Control", "public, max-age=3600");
  }
}
