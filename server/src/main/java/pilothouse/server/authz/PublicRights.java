package pilothouse.server.authz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.User;

/// What anybody may ask, what everybody with an identity may, and that `system:masters` may everything. The same as RBAC's bootstrap roles
/// `system:public-info-viewer`, `system:discovery`, `system:basic-user` and `cluster-admin` say; it stands in for them where RBAC is off.
public final class PublicRights implements Authorizer, RuleLister {
  private static final List<String> INFO =
      List.of("/healthz", "/livez", "/readyz", "/version", "/version/");
  private static final List<String> DISCOVERY =
      List.of(
          "/api",
          "/api/*",
          "/apis",
          "/apis/*",
          "/healthz",
          "/livez",
          "/openapi",
          "/openapi/*",
          "/readyz",
          "/version",
          "/version/");
  private static final List<String> OWN_RIGHTS =
      List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews");
  private static final String OWN_IDENTITY = "selfsubjectreviews";
  private static final Set<String> REVIEWS =
      Set.of(
          "authentication.k8s.io/selfsubjectreviews",
          "authorization.k8s.io/selfsubjectaccessreviews",
          "authorization.k8s.io/selfsubjectrulesreviews");

  @Override
  public Decision authorize(Attributes attributes) {
    boolean known = attributes.user().in("system:authenticated");
    boolean allowed =
        attributes.resourceRequest() ? review(attributes) && known : path(attributes, known);
    return allowed ? Decision.allow("") : Decision.NO_OPINION;
  }

  private static boolean review(Attributes attributes) {
    return attributes.verb().equals("create")
        && attributes.subresource().isEmpty()
        && REVIEWS.contains(attributes.group() + "/" + attributes.resource());
  }

  private static boolean path(Attributes attributes, boolean known) {
    if (!attributes.verb().equals("get")) return false;
    if (INFO.contains(attributes.path())) return true;
    return known && DISCOVERY.stream().anyMatch(rule -> covers(rule, attributes.path()));
  }

  private static boolean covers(String rule, String path) {
    return rule.endsWith("*")
        ? path.startsWith(rule.substring(0, rule.length() - 1))
        : rule.equals(path);
  }

  @Override
  public Rules rules(User user, String namespace) {
    var resources = new ArrayList<ObjectNode>();
    var others = new ArrayList<ObjectNode>();
    if (user.in("system:masters")) {
      var all = List.of("*");
      resources.add(RuleLister.resourceRule(all, all, all));
      others.add(RuleLister.otherRule(all, all));
    }
    if (user.in("system:authenticated")) {
      var create = List.of("create");
      resources.add(
          RuleLister.resourceRule(create, List.of("authentication.k8s.io"), List.of(OWN_IDENTITY)));
      resources.add(RuleLister.resourceRule(create, List.of("authorization.k8s.io"), OWN_RIGHTS));
      others.add(RuleLister.otherRule(List.of("get"), DISCOVERY));
    }
    others.add(RuleLister.otherRule(List.of("get"), INFO));
    return new Rules(resources, others, "");
  }
}
