package pilothouse.server.discovery;

import java.util.List;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// `APIVersions`, `APIGroup` and `APIGroupList`: which groups there are in which versions.
final class GroupDocuments {
  private GroupDocuments() {}

  /// @param address at which clients of any network reach the server
  static ObjectNode versions(ServedGroup core, String address) {
    var anywhere =
        ObjectNode.builder().put("clientCIDR", "0.0.0.0/0").put("serverAddress", address).build();
    return ObjectNode.builder()
        .put("kind", "APIVersions")
        .put(
            "versions",
            ResourceLists.texts(core.versions().stream().map(ServedGroup.Version::name).toList()))
        .put("serverAddressByClientCIDRs", ListNode.of(List.of((Node) anywhere)))
        .build();
  }

  static ObjectNode group(ServedGroup group) {
    return described(ObjectNode.builder().put("kind", "APIGroup").put("apiVersion", "v1"), group);
  }

  static ObjectNode groups(List<ServedGroup> groups) {
    List<Node> all =
        groups.stream()
            .filter(group -> !group.name().isEmpty())
            .map(group -> (Node) described(ObjectNode.builder(), group))
            .toList();
    return ObjectNode.builder()
        .put("kind", "APIGroupList")
        .put("apiVersion", "v1")
        .put("groups", ListNode.of(all))
        .build();
  }

  private static ObjectNode described(ObjectNode.Builder out, ServedGroup group) {
    List<Node> versions = group.versions().stream().map(v -> version(group, v)).toList();
    out.put("name", group.name()).put("versions", ListNode.of(versions));
    if (!versions.isEmpty()) out.put("preferredVersion", versions.getFirst());
    return out.build();
  }

  private static Node version(ServedGroup group, ServedGroup.Version version) {
    return ObjectNode.builder()
        .put("groupVersion", group.groupVersion(version.name()))
        .put("version", version.name())
        .build();
  }
}
