package pilothouse.server.authz;

import java.util.Set;

/// What anybody may ask, and what everybody with an identity may. The same as RBAC's bootstrap roles `system:public-info-viewer` and `system:discovery` say; it
/// stands in for them where RBAC is off or has not been read yet.
public final class PublicPaths implements Authorizer {
  private static final Set<String> ANYBODY =
      Set.of("/healthz", "/livez", "/readyz", "/version", "/version/");
  private static final Set<String> KNOWN = Set.of("/api", "/apis", "/openapi");

  @Override
  public Decision authorize(Attributes attributes) {
    if (attributes.resourceRequest() || !attributes.verb().equals("get")) {
      return Decision.NO_OPINION;
    }
    if (ANYBODY.contains(attributes.path())) return Decision.allow("");
    boolean known = attributes.user().in("system:authenticated");
    return known && discovery(attributes.path()) ? Decision.allow("") : Decision.NO_OPINION;
  }

  private static boolean discovery(String path) {
    if (KNOWN.contains(path)) return true;
    return path.startsWith("/api/") || path.startsWith("/apis/") || path.startsWith("/openapi/");
  }
}
