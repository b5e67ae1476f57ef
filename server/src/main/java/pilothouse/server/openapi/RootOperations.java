package pilothouse.server.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The paths that belong to no version of a group.
final class RootOperations {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

  private RootOperations() {}

  static Map<String, List<Operation>> core() {
    return one(
        "/api/",
        "getCoreAPIVersions",
        "core",
        "list the versions of the API",
        META + "APIVersions",
        Operation.FORMATS);
  }

  static Map<String, List<Operation>> groups() {
    return one(
        "/apis/",
        "getAPIVersions",
        "apis",
        "list the versions of the API",
        META + "APIGroupList",
        Operation.FORMATS);
  }

  static Map<String, List<Operation>> group(String group) {
    String tag = Operations.groupId(group);
    return one(
        "/apis/" + group + "/",
        "get" + Operations.title(tag) + "APIGroup",
        tag,
        "read the versions of a group",
        META + "APIGroup",
        Operation.FORMATS);
  }

  static Map<String, List<Operation>> version() {
    return one(
        "/version/",
        "getCodeVersion",
        "version",
        "read the version of this server",
        "io.k8s.apimachinery.pkg.version.Info",
        List.of("application/json"));
  }

  static Map<String, List<Operation>> issuer() {
    return one(
        "/.well-known/openid-configuration/",
        "getServiceAccountIssuerOpenIDConfiguration",
        "WellKnown",
        "read the OpenID configuration of the service account issuer",
        "",
        List.of("application/json"));
  }

  static Map<String, List<Operation>> keys() {
    return one(
        "/openid/v1/jwks/",
        "getServiceAccountIssuerOpenIDKeyset",
        "openid",
        "read the public keys that verify service account tokens",
        "",
        List.of("application/jwk-set+json"));
  }

  private static Map<String, List<Operation>> one(
      String path,
      String id,
      String tag,
      String description,
      String answer,
      List<String> produces) {
    return Map.of(path, List.of(read(id, tag, description, answer, produces)));
  }

  /// Reads what is neither an object nor a list of them.
  static Operation read(
      String id, String tag, String description, String answer, List<String> produces) {
    return new Operation(
        "get",
        id,
        tag,
        description,
        "",
        Optional.empty(),
        List.of(),
        Optional.empty(),
        answer,
        produces,
        List.of(200));
  }
}
