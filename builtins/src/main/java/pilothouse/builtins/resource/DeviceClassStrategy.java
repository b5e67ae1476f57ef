package pilothouse.builtins.resource;

import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.KindStrategy;
import pilothouse.registry.Deletion;
import pilothouse.registry.Names;
import pilothouse.registry.Strategy;

/// Device classes: selectors and settings that claims name.
final class DeviceClassStrategy {
  private static final FieldPath SPEC = FieldPath.of("spec");
  private static final Set<String> OWN_DOMAINS = Set.of("kubernetes.io", "requests.kubernetes.io");

  private DeviceClassStrategy() {}

  static Strategy strategy() {
    return KindStrategy.withoutStatus()
        .checks(DeviceClassStrategy::check)
        .generation(Strategy.Generation.SPEC)
        .deletion(Deletion.RETURNS_OBJECT)
        .names(Names.LONG_NAME)
        .build();
  }

  private static void check(ObjectNode deviceClass, Errors errors) {
    Node spec = deviceClass.get("spec");
    DeviceSettings.selectors(spec.get("selectors").items(), SPEC.child("selectors"), errors);
    List<Node> configs = spec.get("config").items();
    for (int i = 0; i < configs.size(); i++)
      DeviceSettings.opaque(configs.get(i), SPEC.child("config").index(i), errors);
    Node extended = spec.get("extendedResourceName");
    if (!extended.isNull() && !isExtended(extended.text()))
      errors.add(
          FieldError.invalid(
              SPEC.child("extendedResourceName"),
              extended.text(),
              "must be a valid extended resource name"));
  }

  /// A qualified name in a domain that is not of Kubernetes itself.
  private static boolean isExtended(String name) {
    int slash = name.indexOf('/');
    if (slash < 0 || name.startsWith("requests.")) return false;
    String domain = name.substring(0, slash);
    boolean own = OWN_DOMAINS.contains(domain) || domain.endsWith(".kubernetes.io");
    return !own && Formats.qualifiedName("requests." + name).isEmpty();
  }
}
