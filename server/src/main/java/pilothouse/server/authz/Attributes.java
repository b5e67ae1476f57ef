package pilothouse.server.authz;

import pilothouse.server.http.Call;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.http.User;

/// What somebody wants to do. Texts are empty where the request has no such part; `path` matters only where it is no request for a resource.
///
/// Source: apiserver `pkg/authorization/authorizer/interfaces.go`.
public record Attributes(
    User user,
    String verb,
    boolean resourceRequest,
    String group,
    String version,
    String resource,
    String subresource,
    String namespace,
    String name,
    String path) {

  public static Attributes of(Call call) {
    RequestInfo info = call.info();
    return new Attributes(
        call.user(),
        info.verb(),
        info.resourceRequest(),
        info.group(),
        info.version(),
        info.resource(),
        info.subresource(),
        info.namespace(),
        info.name(),
        call.path());
  }

  public static Attributes resource(
      User user, String verb, String group, String resource, String namespace, String name) {
    int slash = resource.indexOf('/');
    String main = slash < 0 ? resource : resource.substring(0, slash);
    String sub = slash < 0 ? "" : resource.substring(slash + 1);
    return new Attributes(user, verb, true, group, "*", main, sub, namespace, name, "");
  }

  /// `pods/log`, as rules and messages write it.
  public String qualifiedResource() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }
}
