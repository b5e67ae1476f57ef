package pilothouse.server.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;

/// Which kinds each type is, for `x-kubernetes-group-version-kind`.
final class Kinds {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

  private final Map<String, List<GroupVersionKind>> byType = new HashMap<>();

  private Kinds() {}

  /// @param everyVersion all versions of the server: the kinds that every group has are published under each of them
  static Kinds of(
      List<ResourceDefinition> definitions, List<GroupVersion> everyVersion, TypeNames names) {
    var kinds = new Kinds();
    for (ResourceDefinition definition : definitions) {
      kinds.add(definition.type().name(), definition.kind());
      if (definition.verbs().contains(Verb.LIST))
        kinds.add(
            definition.type().name() + "List",
            definition.groupVersion().kind(definition.listKind()));
      for (Subresource part : definition.subresources()) {
        if (!part.kind().kind().endsWith("Options")) kinds.add(names.of(part.kind()), part.kind());
      }
    }
    var versions = new LinkedHashSet<>(List.of(new GroupVersion("", "v1")));
    versions.addAll(everyVersion);
    for (GroupVersion version : versions) {
      kinds.add(META + "DeleteOptions", version.kind("DeleteOptions"));
      kinds.add(META + "WatchEvent", version.kind("WatchEvent"));
    }
    for (String kind :
        List.of("Status", "APIVersions", "APIGroup", "APIGroupList", "APIResourceList"))
      kinds.add(META + kind, new GroupVersionKind("", "v1", kind));
    return kinds;
  }

  private void add(String type, GroupVersionKind kind) {
    List<GroupVersionKind> known = byType.computeIfAbsent(type, _ -> new ArrayList<>());
    if (!known.contains(kind)) known.add(kind);
  }

  Node of(String type) {
    List<GroupVersionKind> kinds = byType.getOrDefault(type, List.of());
    if (kinds.isEmpty()) return NullNode.NULL;
    return ListNode.of(kinds.stream().map(Kinds::tree).toList());
  }

  private static Node tree(GroupVersionKind kind) {
    return ObjectNode.builder()
        .put("group", kind.group())
        .put("kind", kind.kind())
        .put("version", kind.version())
        .build();
  }
}
