package pilothouse.builtins.core;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Quantities;

/// References to a pod's own fields and resources, in variables and downward API volumes.
final class FieldRefs {
  private static final Pattern SUBSCRIPT = Pattern.compile("(.+)\\['(.*)'\\]");
  private static final Set<String> KNOWN =
      Set.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.serviceAccountName",
          "spec.schedulerName",
          "status.phase",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  private static final List<String> RESOURCES =
      List.of(
          "limits.cpu",
          "limits.ephemeral-storage",
          "limits.memory",
          "requests.cpu",
          "requests.ephemeral-storage",
          "requests.memory");
  private static final Set<String> SIZES =
      Set.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");

  private FieldRefs() {}

  static void field(FieldPath at, Node ref, List<String> supported, Errors errors) {
    String version = ref.get("apiVersion").text();
    String path = ref.get("fieldPath").text();
    if (!Checks.required(at.child("apiVersion"), ref.get("apiVersion"), errors)) return;
    if (!Checks.required(at.child("fieldPath"), ref.get("fieldPath"), errors)) return;
    String wrong = unconvertible(version, path);
    if (!wrong.isEmpty()) {
      errors.add(
          FieldError.invalid(at.child("fieldPath"), path, "error converting fieldPath: " + wrong));
      return;
    }
    Matcher subscripted = SUBSCRIPT.matcher(path);
    if (subscripted.matches()) subscript(at, subscripted.group(1), subscripted.group(2), errors);
    else if (!supported.contains(path))
      errors.add(FieldError.notSupported(at.child("fieldPath"), path, supported));
  }

  private static void subscript(FieldPath at, String map, String key, Errors errors) {
    String checked = map.equals("metadata.annotations") ? key.toLowerCase(Locale.ROOT) : key;
    for (String wrong : Formats.qualifiedName(checked))
      errors.add(FieldError.invalid(at, key, wrong));
  }

  private static String unconvertible(String version, String path) {
    if (!version.equals("v1")) return "unsupported pod version: " + version;
    Matcher subscripted = SUBSCRIPT.matcher(path);
    if (subscripted.matches()) {
      String map = subscripted.group(1);
      return map.equals("metadata.annotations") || map.equals("metadata.labels")
          ? ""
          : "field label does not support subscript: " + path;
    }
    return KNOWN.contains(path) ? "" : "field label not supported: " + path;
  }

  static void resource(FieldPath at, Node ref, boolean inVolume, Errors errors) {
    String resource = ref.get("resource").text();
    if (inVolume && ref.get("containerName").text().isEmpty())
      errors.add(FieldError.required(at.child("containerName"), ""));
    else if (resource.isEmpty()) errors.add(FieldError.required(at.child("resource"), ""));
    else if (!RESOURCES.contains(resource) && !hugePages(resource))
      errors.add(FieldError.notSupported(at.child("resource"), resource, RESOURCES));
    divisor(at.child("divisor"), resource, ref.get("divisor"), errors);
  }

  private static boolean hugePages(String resource) {
    return resource.startsWith("limits.hugepages-") || resource.startsWith("requests.hugepages-");
  }

  private static void divisor(FieldPath at, String resource, Node divisor, Errors errors) {
    if (Quantities.isZero(divisor)) return;
    String text = Quantities.text(divisor);
    String allowed = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";
    if (resource.endsWith(".cpu") && !text.equals("1m") && !text.equals("1"))
      unsupported(at, resource, "1m and 1", "cpu", errors);
    if (resource.endsWith(".memory") && !SIZES.contains(text))
      unsupported(at, resource, allowed, "memory", errors);
    if (resource.endsWith(".ephemeral-storage") && !SIZES.contains(text))
      unsupported(at, resource, allowed, "local ephemeral storage", errors);
    if (hugePages(resource) && !SIZES.contains(text))
      unsupported(at, resource, allowed, "hugepages", errors);
  }

  private static void unsupported(
      FieldPath at, String resource, String allowed, String kind, Errors errors) {
    errors.add(
        FieldError.invalid(
            at,
            resource,
            "only divisor's values " + allowed + " are supported with the " + kind + " resource"));
  }
}
