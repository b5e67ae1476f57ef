package pilothouse.builtins.core;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// What a client is warned of in a secret: a certificate that no server could use.
final class SecretWarnings {
  private SecretWarnings() {}

  static List<String> of(ObjectNode secret) {
    if (!secret.get("type").text().equals("kubernetes.io/tls")) return List.of();
    String certificate = decoded(secret, "tls.crt");
    if (!certificate.contains("-----BEGIN"))
      return List.of("tls: failed to find any PEM data in certificate input");
    if (!decoded(secret, "tls.key").contains("-----BEGIN"))
      return List.of("tls: failed to find any PEM data in key input");
    return List.of();
  }

  private static String decoded(ObjectNode secret, String key) {
    byte[] bytes = Base64.getDecoder().decode(secret.at("data", key).text());
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
