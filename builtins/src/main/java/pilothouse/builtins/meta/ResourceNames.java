package pilothouse.builtins.meta;

import java.util.List;
import java.util.Set;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// The names of resources: native ones such as `cpu`, and extended ones such as `example.com/gpu`.
///
/// Source: kubernetes `pkg/apis/core/helper/helpers.go`.
public final class ResourceNames {
  private static final Set<String> COUNTED =
      Set.of(
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "services.nodeports",
          "services.loadbalancers");
  private static final Set<String> STANDARD =
      Set.of(
          "cpu",
          "memory",
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage",
          "storage",
          "requests.storage");
  private static final List<String> CONTAINER = List.of("cpu", "memory", "ephemeral-storage");

  private ResourceNames() {}

  /// A qualified name, and a standard one where it has no prefix.
  public static void check(FieldPath at, String name, Errors errors) {
    int before = errors.size();
    Checks.format(at, name, Formats::qualifiedName, errors);
    if (errors.size() == before && !name.contains("/") && !standard(name))
      errors.add(
          FieldError.invalid(at, name, "must be a standard resource type or fully qualified"));
  }

  /// A name that a container may ask for.
  public static void container(FieldPath at, String name, Errors errors) {
    check(at, name, errors);
    if (!name.contains("/")) {
      if (!CONTAINER.contains(name) && !hugePages(name))
        errors.add(FieldError.invalid(at, name, "must be a standard resource for containers"));
    } else if (!nativeName(name) && !extended(name)) {
      errors.add(FieldError.invalid(at, name, "doesn't follow extended resource name standard"));
    }
  }

  public static boolean standard(String name) {
    return STANDARD.contains(name)
        || COUNTED.contains(name)
        || hugePages(name)
        || name.startsWith("requests.hugepages-");
  }

  public static boolean hugePages(String name) {
    return name.startsWith("hugepages-");
  }

  public static boolean nativeName(String name) {
    return !name.contains("/") || name.contains("kubernetes.io/");
  }

  public static boolean extended(String name) {
    return !nativeName(name)
        && !name.startsWith("requests.")
        && Formats.qualifiedName("requests." + name).isEmpty();
  }

  /// Resources that are counted in whole numbers.
  public static boolean whole(String name) {
    return COUNTED.contains(name) || extended(name);
  }

  /// Resources of which a limit may be higher than the request.
  public static boolean overcommits(String name) {
    return nativeName(name) && !hugePages(name);
  }
}
