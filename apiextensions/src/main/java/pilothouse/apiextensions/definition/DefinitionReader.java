package pilothouse.apiextensions.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.definition.DefinitionVersion.ScalePaths;

/// Reads a CustomResourceDefinition.
public final class DefinitionReader {
  private DefinitionReader() {}

  public static Definition read(ObjectNode crd) {
    Node metadata = crd.get("metadata");
    Node spec = crd.get("spec");
    var conditions = new Conditions(crd);
    return new Definition(
        metadata.get("name").text(),
        metadata.get("uid").text(),
        metadata.get("generation").number(0),
        spec.get("group").text(),
        spec.at("names", "plural").text(),
        accepted(crd.at("status", "acceptedNames")),
        spec.get("scope").text().equals("Namespaced"),
        spec.at("conversion", "strategy").text().equals("Webhook"),
        versions(spec),
        !metadata.get("deletionTimestamp").isNull(),
        conditions.isTrue(Conditions.NAMES_ACCEPTED),
        conditions.isTrue(Conditions.ESTABLISHED),
        conditions.isTrue(Conditions.TERMINATING));
  }

  private static Definition.AcceptedNames accepted(Node names) {
    return new Definition.AcceptedNames(
        names.get("plural").text(),
        names.get("singular").text(),
        names.get("kind").text(),
        names.get("listKind").text(),
        texts(names.get("shortNames")),
        texts(names.get("categories")));
  }

  private static List<String> texts(Node list) {
    return list.items().stream().map(Node::text).toList();
  }

  private static List<DefinitionVersion> versions(Node spec) {
    var out = new ArrayList<DefinitionVersion>();
    for (Node version : spec.get("versions").items()) out.add(version(version, spec));
    out.sort(Comparator.comparing(DefinitionVersion::name, VersionOrder.BEST_FIRST));
    return out;
  }

  private static DefinitionVersion version(Node version, Node spec) {
    return new DefinitionVersion(
        version.get("name").text(),
        version.get("served").bool(false),
        version.get("storage").bool(false),
        version.get("deprecated").bool(false) ? warning(version, spec) : "",
        !version.at("subresources", "status").isNull(),
        scale(version.at("subresources", "scale")),
        version.get("selectableFields").items().stream()
            .map(field -> field.get("jsonPath").text())
            .toList());
  }

  /// Where the definition does not word it, the best served version that is not deprecated and newer is named.
  private static String warning(Node version, Node spec) {
    Node own = version.get("deprecationWarning");
    if (!own.isNull()) return own.text();
    String group = spec.get("group").text();
    String kind = spec.at("names", "kind").text();
    String name = version.get("name").text();
    String newer =
        spec.get("versions").items().stream()
            .filter(v -> v.get("served").bool(false) && !v.get("deprecated").bool(false))
            .map(v -> v.get("name").text())
            .filter(other -> VersionOrder.BEST_FIRST.compare(other, name) < 0)
            .min(VersionOrder.BEST_FIRST)
            .map(best -> "; use " + group + "/" + best + " " + kind)
            .orElse("");
    return group + "/" + name + " " + kind + " is deprecated" + newer;
  }

  private static Optional<ScalePaths> scale(Node scale) {
    if (scale.isNull()) return Optional.empty();
    return Optional.of(
        new ScalePaths(
            path(scale.get("specReplicasPath").text()),
            path(scale.get("statusReplicasPath").text()),
            path(scale.get("labelSelectorPath").text())));
  }

  private static List<String> path(String text) {
    if (text.isEmpty()) return List.of();
    return List.of((text.startsWith(".") ? text.substring(1) : text).split("\\."));
  }
}
