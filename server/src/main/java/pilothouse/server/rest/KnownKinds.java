package pilothouse.server.rest;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.registry.ResourceDefinition;

/// The kinds that upstream's scheme has, as far as its messages tell: those served, their lists, and the kinds of options and lists that every version has.
public final class KnownKinds {
  private static final Set<String> EVERYWHERE =
      Set.of(
          "Status",
          "List",
          "DeleteOptions",
          "CreateOptions",
          "UpdateOptions",
          "PatchOptions",
          "GetOptions",
          "ListOptions",
          "WatchEvent",
          "APIGroup",
          "APIGroupList",
          "APIResourceList",
          "APIVersions");

  private final Set<GroupVersionKind> kinds = new HashSet<>();
  private final Set<GroupVersion> versions = new HashSet<>();

  public KnownKinds(Collection<ResourceDefinition> definitions) {
    var formerly = new GroupVersion("apiextensions.k8s.io", "v1beta1");
    kinds.add(formerly.kind("CustomResourceDefinition"));
    kinds.add(formerly.kind("CustomResourceDefinitionList"));
    for (ResourceDefinition definition : definitions) {
      GroupVersion version = definition.groupVersion();
      versions.add(version);
      kinds.add(definition.kind());
      kinds.add(version.kind(definition.listKind()));
      kinds.add(new GroupVersion("extensions", "v1beta1").kind("Scale"));
      definition.subresources().forEach(part -> kinds.add(part.kind()));
    }
  }

  boolean has(GroupVersionKind kind) {
    return kinds.contains(kind)
        || versions.contains(kind.groupVersion()) && EVERYWHERE.contains(kind.kind());
  }
}
