package pilothouse.server.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a service account token says.
///
/// @param bound the pod, secret or node that the token lives and dies with
public record TokenClaims(
    String namespace,
    String serviceAccount,
    String uid,
    Optional<BoundObject> bound,
    List<String> audiences,
    String id,
    Instant issued,
    Instant expires) {

  public TokenClaims {
    audiences = List.copyOf(audiences);
  }

  /// @param kind `pod`, `secret` or `node`, as in the token
  public record BoundObject(String kind, String name, String uid) {}

  /// The user that the token stands for.
  public String user() {
    return "system:serviceaccount:" + namespace + ":" + serviceAccount;
  }

  public List<String> groups() {
    return List.of(
        "system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated");
  }
}
