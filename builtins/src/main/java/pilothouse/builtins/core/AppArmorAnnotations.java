package pilothouse.builtins.core;

import static pilothouse.builtins.meta.Edit.each;
import static pilothouse.builtins.meta.Edit.inside;
import static pilothouse.builtins.meta.Edit.under;

import java.util.Optional;
import pilothouse.api.tree.ObjectNode;

/// The old annotations that name a container's AppArmor profile; on create they fill the field that replaced them.
final class AppArmorAnnotations {
  static final String PREFIX = "container.apparmor.security.beta.kubernetes.io/";

  private AppArmorAnnotations() {}

  static ObjectNode merged(ObjectNode pod) {
    ObjectNode annotations = pod.at("metadata", "annotations").object();
    if (annotations.names().stream().noneMatch(name -> name.startsWith(PREFIX))) return pod;
    return inside(pod, "spec", spec -> containers(spec, annotations));
  }

  private static ObjectNode containers(ObjectNode spec, ObjectNode annotations) {
    if (spec.at("os", "name").text().equals("windows")) return spec;
    ObjectNode podProfile = spec.at("securityContext", "appArmorProfile").object();
    ObjectNode out = each(spec, "initContainers", c -> container(c, annotations, podProfile));
    return each(out, "containers", c -> container(c, annotations, podProfile));
  }

  private static ObjectNode container(
      ObjectNode container, ObjectNode annotations, ObjectNode podProfile) {
    String key = PREFIX + container.get("name").text();
    if (!annotations.has(key) || container.get("securityContext").object().has("appArmorProfile"))
      return container;
    Optional<ObjectNode> profile = profile(annotations.get(key).text());
    if (profile.isEmpty() || profile.get().equals(podProfile)) return container;
    return under(container, "securityContext", c -> c.with("appArmorProfile", profile.get()));
  }

  /// The profile that an annotation names; empty where it names none.
  static Optional<ObjectNode> profile(String annotation) {
    if (annotation.equals("unconfined")) return Optional.of(ObjectNode.of("type", "Unconfined"));
    if (annotation.equals("runtime/default"))
      return Optional.of(ObjectNode.of("type", "RuntimeDefault"));
    if (!annotation.startsWith("localhost/")) return Optional.empty();
    String file = annotation.substring("localhost/".length());
    if (file.isEmpty() || !file.equals(file.strip())) return Optional.empty();
    return Optional.of(ObjectNode.of("type", "Localhost").with("localhostProfile", file));
  }
}
