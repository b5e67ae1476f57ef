package pilothouse.apiextensions.definition;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

/// The spec of a definition as upstream's messages see it: what all versions say alike stands once for all of them, and only there.
///
/// Source: apiextensions-apiserver `pkg/apis/apiextensions/v1/conversion.go`.
record DefinitionForm(ObjectNode spec, ObjectNode common, List<ObjectNode> versions) {
  private static final List<String> SHARED =
      List.of("schema", "subresources", "additionalPrinterColumns", "selectableFields");

  static DefinitionForm of(ObjectNode crd) {
    ObjectNode spec = crd.get("spec").object();
    var versions = new ArrayList<ObjectNode>();
    for (Node version : spec.get("versions").items()) versions.add(version.object());
    var common = ObjectNode.builder();
    for (String part : SHARED) {
      if (!alike(versions, part)) continue;
      common.put(part, versions.getFirst().get(part));
      versions.replaceAll(version -> version.without(part));
    }
    return new DefinitionForm(spec, common.build(), List.copyOf(versions));
  }

  private static boolean alike(List<ObjectNode> versions, String part) {
    if (versions.isEmpty()) return false;
    Node first = versions.getFirst().get(part);
    return versions.stream().allMatch(version -> version.get(part).equals(first));
  }

  /// What all versions say; null where they differ or say nothing.
  Node common(String part) {
    return common.get(part);
  }

  boolean has(String part) {
    return !common.get(part).isNull();
  }

  /// The schema of a version, wherever it stands.
  Node schema(ObjectNode version) {
    Node own = version.at("schema", "openAPIV3Schema");
    return own.isNull() ? common.at("schema", "openAPIV3Schema") : own;
  }

  boolean status(ObjectNode version) {
    boolean own = versions.stream().anyMatch(v -> !v.get("subresources").isNull());
    Node parts = own ? version.get("subresources") : common.get("subresources");
    return !parts.get("status").isNull();
  }

  boolean anyStatus() {
    return !common.at("subresources", "status").isNull()
        || versions.stream().anyMatch(v -> !v.at("subresources", "status").isNull());
  }

  /// All schemas, for looking for something anywhere.
  List<ObjectNode> schemas() {
    var out = new ArrayList<ObjectNode>();
    if (common.at("schema", "openAPIV3Schema") instanceof ObjectNode schema) out.add(schema);
    for (ObjectNode version : versions)
      if (version.at("schema", "openAPIV3Schema") instanceof ObjectNode schema) out.add(schema);
    return out;
  }

  /// The versions as they stand in the spec.
  Node listed() {
    Node versions = spec.get("versions");
    return versions.isNull() ? NullNode.NULL : versions;
  }
}
