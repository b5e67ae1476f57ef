package pilothouse.server.discovery;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.Subresource;

/// `APIGroupDiscoveryList`: everything about all groups in one document.
///
/// Source: api `apidiscovery/v2/types.go`. A kind of the version's own group is named without group and version.
final class AggregatedDocument {
  private AggregatedDocument() {}

  static ObjectNode of(List<ServedGroup> groups) {
    return ObjectNode.builder()
        .put("kind", "APIGroupDiscoveryList")
        .put("apiVersion", "apidiscovery.k8s.io/v2")
        .put("metadata", ObjectNode.EMPTY)
        .put("items", ListNode.of(groups.stream().map(AggregatedDocument::group).toList()))
        .build();
  }

  private static Node group(ServedGroup group) {
    var metadata =
        group.name().isEmpty()
            ? ObjectNode.EMPTY
            : ObjectNode.builder().put("name", group.name()).build();
    List<Node> versions = group.versions().stream().map(v -> version(group, v)).toList();
    return ObjectNode.builder()
        .put("metadata", metadata)
        .put("versions", ListNode.of(versions))
        .build();
  }

  private static Node version(ServedGroup group, ServedGroup.Version version) {
    var resources = new ArrayList<Node>();
    for (ResourceDefinition definition : ResourceLists.sorted(version)) {
      resources.add(resource(definition, group.custom()));
    }
    return ObjectNode.builder()
        .put("version", version.name())
        .put("resources", ListNode.of(resources))
        .put("freshness", version.fresh() ? "Current" : "Stale")
        .build();
  }

  private static Node resource(ResourceDefinition definition, boolean custom) {
    var out =
        ObjectNode.builder()
            .put("resource", definition.names().plural())
            .put("responseKind", custom ? full(definition.kind()) : own(definition))
            .put("scope", definition.namespaced() ? "Namespaced" : "Cluster")
            .put("singularResource", definition.names().singular())
            .put("verbs", ResourceLists.texts(ResourceLists.verbs(definition.verbs(), custom)));
    ResourceLists.putTexts(out, "shortNames", definition.names().shortNames());
    ResourceLists.putTexts(out, "categories", definition.names().categories());
    List<Node> parts =
        definition.subresources().stream().map(part -> part(definition, part)).toList();
    if (!parts.isEmpty()) out.put("subresources", ListNode.of(parts));
    return out.build();
  }

  private static Node part(ResourceDefinition definition, Subresource part) {
    return ObjectNode.builder()
        .put("subresource", part.name())
        .put("responseKind", kind(part.kind(), definition.groupVersion()))
        .put("verbs", ResourceLists.texts(ResourceLists.verbs(part.verbs(), false)))
        .build();
  }

  private static ObjectNode own(ResourceDefinition definition) {
    return kind(definition.kind(), definition.groupVersion());
  }

  private static ObjectNode full(GroupVersionKind kind) {
    return ObjectNode.builder()
        .put("group", kind.group())
        .put("version", kind.version())
        .put("kind", kind.kind())
        .build();
  }

  private static ObjectNode kind(GroupVersionKind kind, GroupVersion served) {
    boolean own = kind.groupVersion().equals(served);
    return ObjectNode.builder()
        .put("group", own ? "" : kind.group())
        .put("version", own ? "" : kind.version())
        .put("kind", kind.kind())
        .build();
  }
}
