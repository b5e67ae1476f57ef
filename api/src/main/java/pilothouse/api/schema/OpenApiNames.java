package pilothouse.api.schema;

import java.util.List;

/// The two names of a type: `core.v1.Pod` in our data, `io.k8s.api.core.v1.Pod` in OpenAPI.
final class OpenApiNames {
  private OpenApiNames() {}

  static String fullName(String shortName) {
    return prefix(shortName.substring(0, shortName.indexOf('.'))) + shortName;
  }

  private static String prefix(String group) {
    return switch (group) {
      case "meta" -> "io.k8s.apimachinery.pkg.apis.";
      case "apiextensions" -> "io.k8s.apiextensions-apiserver.pkg.apis.";
      case "apiregistration" -> "io.k8s.kube-aggregator.pkg.apis.";
      default -> "io.k8s.api.";
    };
  }

  static String shortName(String openApiName) {
    List<String> parts = List.of(openApiName.split("\\."));
    return String.join(".", parts.subList(Math.max(0, parts.size() - 3), parts.size()));
  }
}
