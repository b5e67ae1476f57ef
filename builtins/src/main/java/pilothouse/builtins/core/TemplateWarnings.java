package pilothouse.builtins.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// What a client is warned of in an object that makes pods from `spec.template`.
public final class TemplateWarnings {
  private TemplateWarnings() {}

  public static List<String> of(ObjectNode object, Optional<ObjectNode> old) {
    var all = new ArrayList<>(old.isPresent() ? List.of() : name(object));
    all.addAll(template(object, old, "spec", "template"));
    return all;
  }

  /// The warnings of the template at a path.
  public static List<String> template(ObjectNode object, Optional<ObjectNode> old, String... path) {
    return PodWarnings.template(
        object.at(path).object(), FieldPath.of(path), old.map(o -> o.at(path).object()));
  }

  /// A name that pods' names begin with had better be a DNS label.
  public static List<String> name(ObjectNode object) {
    List<String> wrong = Formats.dnsLabel(object.at("metadata", "name").text());
    if (wrong.isEmpty()) return List.of();
    return List.of(
        "metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: ["
            + String.join(" ", wrong)
            + "]");
  }
}
