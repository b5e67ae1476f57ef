package pilothouse.app.chain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.app.flags.ServiceAccountFlags;
import pilothouse.builtins.subresources.TokenRequest;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.VirtualCreate;
import pilothouse.server.authn.BearerTokens;
import pilothouse.server.http.User;
import pilothouse.server.tokens.TokenClaims;
import pilothouse.server.tokens.TokenSigner;
import pilothouse.server.tokens.TokenVerifier;

/// The tokens of service accounts, from asking for one to knowing who comes with it.
final class ServiceAccountTokens implements BearerTokens.Issuer {
  private static final String CREDENTIAL = "authentication.kubernetes.io/credential-id";

  private final BuiltinResources builtins;
  private final ServiceAccountFlags flags;
  private final TokenSigner signer;
  private final TokenVerifier verifier;

  ServiceAccountTokens(
      BuiltinResources builtins, ServiceAccountFlags flags, PrivateKey key, Clock clock) {
    this.builtins = builtins;
    this.flags = flags;
    RSAPublicKey open = publicKey(key);
    this.signer = new TokenSigner(flags.issuers().getFirst(), key, open);
    this.verifier = new TokenVerifier(flags.issuers().getFirst(), List.of(open), clock);
  }

  private static RSAPublicKey publicKey(PrivateKey key) {
    if (!(key instanceof RSAPrivateCrtKey rsa))
      throw new IllegalStateException("the service account key must be an RSA key");
    try {
      var spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
      return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the service account key cannot be used: " + e.getMessage(), e);
    }
  }

  VirtualCreate request() {
    var bindable =
        new TokenRequest.Bindable(
            builtins.stored("v1/pods"), builtins.stored("v1/secrets"), builtins.stored("v1/nodes"));
    return new TokenRequest(builtins.stored("v1/serviceaccounts"), bindable, signer);
  }

  /// A token is good while its account, and what it is bound to, are those that it was made for.
  @Override
  public Optional<User> user(String token) {
    return verifier
        .verify(token)
        .filter(claims -> claims.audiences().stream().anyMatch(flags.audiences()::contains))
        .filter(this::alive)
        .map(ServiceAccountTokens::user);
  }

  private boolean alive(TokenClaims claims) {
    if (!flags.lookUp()) return true;
    return lives("v1/serviceaccounts", claims.namespace(), claims.serviceAccount(), claims.uid())
        && claims.bound().map(bound -> lives(claims.namespace(), bound)).orElse(true);
  }

  private boolean lives(String namespace, TokenClaims.BoundObject bound) {
    return switch (bound.kind()) {
      case "pod" -> lives("v1/pods", namespace, bound.name(), bound.uid());
      case "secret" -> lives("v1/secrets", namespace, bound.name(), bound.uid());
      default -> lives("v1/nodes", "", bound.name(), bound.uid());
    };
  }

  private boolean lives(String path, String namespace, String name, String uid) {
    StoredRegistry registry = builtins.stored(path);
    return registry.cache().fresh().get(registry.key(namespace, name)).stream()
        .map(registry::tree)
        .map(object -> object.at("metadata", "uid").text())
        .anyMatch(uid::equals);
  }

  private static User user(TokenClaims claims) {
    var extra = new LinkedHashMap<String, List<String>>();
    claims
        .bound()
        .filter(bound -> bound.kind().equals("pod"))
        .ifPresent(pod -> {
          extra.put("authentication.kubernetes.io/pod-name", List.of(pod.name()));
          extra.put("authentication.kubernetes.io/pod-uid", List.of(pod.uid()));
        });
    if (!claims.id().isEmpty()) extra.put(CREDENTIAL, List.of("JTI=" + claims.id()));
    return new User(claims.user(), claims.uid(), claims.groups(), Map.copyOf(extra));
  }
}
