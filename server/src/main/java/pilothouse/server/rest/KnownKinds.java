package pilothouse.server.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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

  private static final Set<GroupVersionKind> FORMER = former();

  /// Upstream's handler of evictions takes those of the version before as well.
  private static final GroupVersionKind OLD_EVICTION =
      new GroupVersionKind("policy", "v1beta1", "Eviction");

  private final Set<GroupVersionKind> kinds = new HashSet<>();
  private final Set<GroupVersion> versions = new HashSet<>();

  public KnownKinds(Collection<ResourceDefinition> definitions) {
    kinds.addAll(FORMER);
    for (ResourceDefinition definition : definitions) {
      GroupVersion version = definition.groupVersion();
      versions.add(version);
      kinds.add(definition.kind());
      kinds.add(version.kind(definition.listKind()));
      definition.subresources().forEach(part -> kinds.add(part.kind()));
    }
  }

  private static Set<GroupVersionKind> former() {
    var found = new HashSet<GroupVersionKind>();
    try (InputStream in =
        Objects.requireNonNull(KnownKinds.class.getResourceAsStream("former-kinds.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("#")) continue;
        String[] words = line.split(" ");
        for (String kind : List.of(words).subList(1, words.length)) {
          found.add(GroupVersion.parse(words[0]).kind(kind));
          found.add(GroupVersion.parse(words[0]).kind(kind + "List"));
        }
      }
      return Set.copyOf(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a body of one kind is read as another, which has the same fields.
  static boolean readAs(GroupVersionKind kind, GroupVersionKind sent) {
    return sent.equals(OLD_EVICTION)
        && kind.equals(new GroupVersionKind("policy", "v1", "Eviction"));
  }

  boolean has(GroupVersionKind kind) {
    return kinds.contains(kind)
        || versions.contains(kind.groupVersion()) && EVERYWHERE.contains(kind.kind());
  }
}
