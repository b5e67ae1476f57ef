package pilothouse.server.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;

/// `APIResourceList`: the resources of one version and, between them in order of their names, their subresources.
///
/// Source: apimachinery `pkg/apis/meta/v1/types.go`, `APIResource`.
final class ResourceLists {
  /// The order in which upstream lists the verbs of custom resources; all others are sorted.
  private static final List<Verb> CUSTOM_ORDER =
      List.of(
          Verb.DELETE,
          Verb.DELETECOLLECTION,
          Verb.GET,
          Verb.LIST,
          Verb.PATCH,
          Verb.CREATE,
          Verb.UPDATE,
          Verb.WATCH);

  private ResourceLists() {}

  static ObjectNode of(ServedGroup group, ServedGroup.Version version) {
    var resources = new ArrayList<Node>();
    for (ResourceDefinition definition : sorted(version)) {
      resources.add(resource(definition, group.custom()));
      for (Subresource part : definition.subresources()) resources.add(part(definition, part));
    }
    return ObjectNode.builder()
        .put("kind", "APIResourceList")
        .put("apiVersion", "v1")
        .put("groupVersion", group.groupVersion(version.name()))
        .put("resources", ListNode.of(resources))
        .build();
  }

  static List<ResourceDefinition> sorted(ServedGroup.Version version) {
    return version.resources().stream()
        .sorted(Comparator.comparing((ResourceDefinition d) -> d.names().plural()))
        .toList();
  }

  private static ObjectNode resource(ResourceDefinition definition, boolean custom) {
    var out =
        ObjectNode.builder()
            .put("name", definition.names().plural())
            .put("singularName", definition.names().singular())
            .put("namespaced", definition.namespaced())
            .put("kind", definition.kind().kind())
            .put("verbs", texts(verbs(definition.verbs(), custom)));
    putTexts(out, "shortNames", definition.names().shortNames());
    putTexts(out, "categories", definition.names().categories());
    definition.storage().ifPresent(storage -> out.put("storageVersionHash", hash(storage)));
    return out.build();
  }

  private static ObjectNode part(ResourceDefinition definition, Subresource part) {
    var out =
        ObjectNode.builder()
            .put("name", definition.names().plural() + "/" + part.name())
            .put("singularName", "")
            .put("namespaced", definition.namespaced());
    GroupVersion served = definition.groupVersion();
    GroupVersion own = part.kind().groupVersion();
    if (!own.equals(served)) out.put("group", own.group()).put("version", own.version());
    out.put("kind", part.kind().kind()).put("verbs", texts(verbs(part.verbs(), false)));
    return out.build();
  }

  static List<String> verbs(Set<Verb> verbs, boolean custom) {
    var order = custom ? CUSTOM_ORDER : Arrays.asList(Verb.values());
    return order.stream().filter(verbs::contains).map(Verb::text).toList();
  }

  static ListNode texts(List<String> texts) {
    return ListNode.of(texts.stream().map(text -> (Node) new StringNode(text)).toList());
  }

  static void putTexts(ObjectNode.Builder out, String name, List<String> texts) {
    if (!texts.isEmpty()) out.put(name, texts(texts));
  }

  /// The first 8 bytes of the SHA-256 of `group/version/kind` as stored: clients see by it that objects must be migrated.
  /// Upstream takes definitions for stored in v1beta1, whatever they are stored in.
  static String hash(StorageSpec storage) {
    GroupVersionKind kind = storage.kind();
    boolean definitions = kind.kind().equals("CustomResourceDefinition");
    String version = definitions ? "v1beta1" : kind.version();
    String text = kind.group() + "/" + version + "/" + kind.kind();
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(sum, 8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
