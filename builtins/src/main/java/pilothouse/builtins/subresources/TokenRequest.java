package pilothouse.builtins.subresources;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import pilothouse.api.ApiException;
import pilothouse.api.GroupVersion;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteContext;
import pilothouse.server.tokens.TokenClaims;
import pilothouse.server.tokens.TokenSigner;

/// Gives a token of a service account: `serviceaccounts/token`.
///
/// Source: `pkg/registry/core/serviceaccount/storage/token.go`.
public final class TokenRequest implements VirtualCreate {
  private static final String GROUP = "authentication.k8s.io";
  private static final String KIND = "TokenRequest";
  private static final long DEFAULT_SECONDS = 3600;
  private static final long LEAST_SECONDS = 600;
  private static final FieldPath EXPIRATION = FieldPath.of("spec", "expirationSeconds");

  private final StoredRegistry accounts;
  private final Bindable bindable;
  private final TokenSigner signer;
  private final List<String> audiences;

  /// The kinds that a token may be bound to.
  public record Bindable(StoredRegistry pods, StoredRegistry secrets, StoredRegistry nodes) {}

  /// @param audiences of a token whose request names none
  public TokenRequest(
      StoredRegistry accounts, Bindable bindable, TokenSigner signer, List<String> audiences) {
    this.accounts = accounts;
    this.bindable = bindable;
    this.signer = signer;
    this.audiences = List.copyOf(audiences);
  }

  @Override
  public ObjectNode defaults(ObjectNode request) {
    return Edit.under(request, "spec", TokenRequest::specDefaults);
  }

  private static ObjectNode specDefaults(ObjectNode spec) {
    return spec.get("expirationSeconds").isNull()
        ? spec.with("expirationSeconds", new LongNode(DEFAULT_SECONDS))
        : spec;
  }

  @Override
  public ObjectNode answer(
      ObjectNode request, String namespace, String name, WriteContext context) {
    ObjectNode account = accounts.tree(accounts.get(namespace, name));
    checkName(request, name);
    long seconds = request.at("spec", "expirationSeconds").number(DEFAULT_SECONDS);
    checkExpiration(seconds);
    Optional<TokenClaims.BoundObject> bound =
        bound(request.at("spec", "boundObjectRef"), namespace, name);
    TokenClaims claims = claims(request, account, namespace, seconds, bound, context.now());
    return answered(request, account, claims, seconds, context.now());
  }

  private static void checkName(ObjectNode request, String name) {
    String named = request.at("metadata", "name").text();
    if (named.isEmpty() || named.equals(name)) return;
    var error =
        FieldError.invalid(
            FieldPath.of("metadata", "name"),
            named,
            "must match the service account name if specified");
    throw ApiException.invalid(GROUP, KIND, name, List.of(error));
  }

  private static void checkExpiration(long seconds) {
    var errors = new Errors();
    if (seconds < LEAST_SECONDS)
      errors.add(
          FieldError.invalid(
              EXPIRATION, seconds, "may not specify a duration less than 10 minutes"));
    if (seconds > 1L << 32)
      errors.add(
          FieldError.invalid(
              EXPIRATION, seconds, "may not specify a duration larger than 2^32 seconds"));
    if (!errors.isEmpty()) throw ApiException.invalid(GROUP, KIND, "", errors.list());
  }

  private Optional<TokenClaims.BoundObject> bound(
      Node reference, String namespace, String account) {
    if (reference.isNull()) return Optional.empty();
    String kind = reference.get("kind").text();
    String version = reference.get("apiVersion").text();
    String name = reference.get("name").text();
    if (!version.equals("v1")) throw unbindable(version, kind);
    ObjectNode object =
        switch (kind) {
          case "Pod" -> pod(namespace, name, account);
          case "Secret" -> bindable.secrets.tree(bindable.secrets.get(namespace, name));
          case "Node" -> bindable.nodes.tree(bindable.nodes.get("", name));
          default -> throw unbindable(version, kind);
        };
    String uid = object.at("metadata", "uid").text();
    checkUid(reference.get("uid").text(), uid, kind, name);
    return Optional.of(new TokenClaims.BoundObject(kind.toLowerCase(Locale.ROOT), name, uid));
  }

  private ObjectNode pod(String namespace, String name, String account) {
    ObjectNode pod = bindable.pods.tree(bindable.pods.get(namespace, name));
    if (!pod.at("spec", "serviceAccountName").text().equals(account))
      throw ApiException.badRequest(
          "cannot bind token for serviceaccount "
              + FieldError.quote(account)
              + " to pod running with different serviceaccount name.");
    return pod;
  }

  private static ApiException unbindable(String version, String kind) {
    return ApiException.badRequest(
        "cannot bind token to object of type " + GroupVersion.parse(version).kind(kind));
  }

  private static void checkUid(String asked, String uid, String kind, String name) {
    if (asked.isEmpty() || asked.equals(uid)) return;
    String why =
        "the UID in the bound object reference ("
            + asked
            + ") does not match the UID in record. The object might have been deleted and then recreated";
    throw new ApiException(
        Status.failure(
            Reason.CONFLICT,
            "Operation cannot be fulfilled on " + kind + " \"" + name + "\": " + why,
            new Status.Details(name, "", kind, "", List.of(), 0)));
  }

  private TokenClaims claims(
      ObjectNode request,
      ObjectNode account,
      String namespace,
      long seconds,
      Optional<TokenClaims.BoundObject> bound,
      Instant now) {
    List<String> asked = request.at("spec", "audiences").items().stream().map(Node::text).toList();
    return new TokenClaims(
        namespace,
        account.at("metadata", "name").text(),
        account.at("metadata", "uid").text(),
        bound,
        asked.isEmpty() ? audiences : asked,
        UUID.randomUUID().toString(),
        now,
        now.plusSeconds(seconds));
  }

  private ObjectNode answered(
      ObjectNode request, ObjectNode account, TokenClaims claims, long seconds, Instant now) {
    ObjectNode metadata =
        request
            .get("metadata")
            .object()
            .with("name", claims.serviceAccount())
            .with("namespace", claims.namespace())
            .with("uid", account.at("metadata", "uid"))
            .with("creationTimestamp", new StringNode(now.toString()));
    ObjectNode spec =
        request
            .get("spec")
            .object()
            .with("audiences", ListNode.ofTexts(claims.audiences()))
            .with("expirationSeconds", new LongNode(seconds));
    ObjectNode status =
        ObjectNode.builder()
            .put("token", signer.sign(claims))
            .put("expirationTimestamp", claims.expires().toString())
            .build();
    return request.with("metadata", metadata).with("spec", spec).with("status", status);
  }
}
