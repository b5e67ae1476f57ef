package pilothouse.app.chain;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pilothouse.api.validation.GoText;
import pilothouse.app.flags.ServiceAccountFlags;
import pilothouse.builtins.subresources.TokenRequest;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.VirtualCreate;
import pilothouse.server.authn.BearerTokens;
import pilothouse.server.authn.BearerTokens.Verdict;
import pilothouse.server.http.User;
import pilothouse.server.tokens.OpenIdDocuments;
import pilothouse.server.tokens.TokenClaims;
import pilothouse.server.tokens.TokenKey;
import pilothouse.server.tokens.TokenSigner;
import pilothouse.server.tokens.TokenVerifier;
import pilothouse.server.tokens.TokenVerifier.Checked;

/// The tokens of service accounts, from asking for one to knowing who comes with it.
final class ServiceAccountTokens implements BearerTokens.Issuer {
  private static final String CREDENTIAL = "authentication.kubernetes.io/credential-id";

  private final BuiltinResources builtins;
  private final ServiceAccountFlags flags;
  private final TokenSigner signer;
  private final TokenVerifier verifier;
  private final OpenIdDocuments documents;

  /// @param address `host:port` of this server, for the documents of OpenID
  ServiceAccountTokens(
      BuiltinResources builtins,
      ServiceAccountFlags flags,
      Credentials credentials,
      String address,
      Clock clock) {
    this.builtins = builtins;
    this.flags = flags;
    TokenKey own = TokenKey.of(credentials.serviceAccountKey().getPublic());
    String issuer = flags.issuers().getFirst();
    List<TokenKey> keys =
        Stream.concat(Stream.of(own), credentials.furtherKeys().stream().map(TokenKey::of))
            .distinct()
            .toList();
    this.signer = new TokenSigner(issuer, credentials.serviceAccountKey().getPrivate(), own);
    this.verifier = new TokenVerifier(flags.issuers(), keys, clock);
    this.documents =
        new OpenIdDocuments(
            issuer, flags.keysUrl().orElseGet(() -> OpenIdDocuments.keysUrl(address)), keys);
  }

  OpenIdDocuments documents() {
    return documents;
  }

  VirtualCreate request() {
    var bindable =
        new TokenRequest.Bindable(
            builtins.stored("v1/pods"), builtins.stored("v1/secrets"), builtins.stored("v1/nodes"));
    return new TokenRequest(
        builtins.stored("v1/serviceaccounts"), bindable, signer, flags.audiences());
  }

  /// A token is good while its account, and what it is bound to, are those that it was made for.
  @Override
  public Verdict verdict(String token, List<String> audiences) {
    return switch (verifier.verify(token)) {
      case Checked.Foreign _ -> new Verdict.Unknown("");
      case Checked.Refused(var why) -> new Verdict.Unknown(why);
      case Checked.Good(var claims) -> verdict(claims, audiences);
    };
  }

  private Verdict verdict(TokenClaims claims, List<String> audiences) {
    List<String> common = claims.audiences().stream().filter(audiences::contains).toList();
    if (common.isEmpty())
      return new Verdict.Unknown(
          "token audiences "
              + quoted(claims.audiences())
              + " is invalid for the target audiences "
              + quoted(audiences));
    return alive(claims)
        ? new Verdict.Known(user(claims), common)
        : new Verdict.Unknown("service account token has been invalidated");
  }

  /// As Go prints texts in quotes: `["a" "b"]`.
  private static String quoted(List<String> texts) {
    return texts.stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]"));
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
    String key = registry.key(namespace, name);
    // What was made a moment ago through another server need not have been told here.
    return registry.cache().told().get(key).filter(known -> known.uid().equals(uid)).isPresent()
        || registry.cache().get(key).filter(known -> known.uid().equals(uid)).isPresent();
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
