package pilothouse.apiextensions.definition;

import java.util.List;
import java.util.Locale;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// What a definition leaves out.
///
/// Source: apiextensions-apiserver `pkg/apis/apiextensions/v1/defaults.go`.
final class DefinitionDefaults {
  private static final List<String> SERVICE =
      List.of("spec", "conversion", "webhook", "clientConfig", "service");

  private DefinitionDefaults() {}

  static ObjectNode of(ObjectNode crd) {
    Node names = crd.at("spec", "names");
    String kind = names.get("kind").text();
    ObjectNode out = crd;
    if (names.get("singular").text().isEmpty() && !kind.isEmpty())
      out = out.withAt(List.of("spec", "names"), singular(names.object(), kind));
    if (names.get("listKind").text().isEmpty() && !kind.isEmpty())
      out = out.withAt(List.of("spec", "names", "listKind"), text(kind + "List"));
    if (crd.at("spec", "conversion").isNull())
      out = out.withAt(List.of("spec", "conversion"), ObjectNode.of("strategy", "None"));
    Node service = out.at(SERVICE.toArray(String[]::new));
    if (service instanceof ObjectNode && service.get("port").isNull())
      out =
          out.withAt(
              List.of("spec", "conversion", "webhook", "clientConfig", "service", "port"),
              new LongNode(443));
    return storedVersions(out);
  }

  /// A definition that was never stored is stored in its storage version.
  private static ObjectNode storedVersions(ObjectNode crd) {
    if (!crd.at("status", "storedVersions").items().isEmpty()) return crd;
    return withStored(crd);
  }

  /// The definition whose storage version is among those in which objects may be stored.
  static ObjectNode withStored(ObjectNode crd) {
    for (Node version : crd.at("spec", "versions").items())
      if (version.get("storage").bool(false)) return withStored(crd, version.get("name"));
    return crd;
  }

  private static ObjectNode withStored(ObjectNode crd, Node name) {
    var stored = new java.util.ArrayList<>(crd.at("status", "storedVersions").items());
    if (stored.contains(name)) return crd;
    stored.add(name);
    return crd.withAt(List.of("status", "storedVersions"), ListNode.of(stored));
  }

  private static ObjectNode singular(ObjectNode names, String kind) {
    var out = ObjectNode.builder();
    Node singular = text(kind.toLowerCase(Locale.ROOT));
    names.forEach((name, value) -> {
      out.put(name, value);
      if (name.equals("plural")) out.put("singular", singular);
    });
    return out.put("singular", singular).build();
  }

  private static Node text(String text) {
    return new pilothouse.api.tree.StringNode(text);
  }
}
