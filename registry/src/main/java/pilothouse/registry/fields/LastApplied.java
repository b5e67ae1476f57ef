package pilothouse.registry.fields;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// The annotation in which kubectl's client-side apply keeps what it applied.
///
/// Source: apimachinery `managedfields/internal/lastapplied*.go`.
final class LastApplied {
  /// The one manager that takes over from client-side apply.
  static final String MANAGER = "kubectl";

  private static final String NAME = "kubectl.kubernetes.io/last-applied-configuration";
  private static final List<String> PATH = List.of("metadata", "annotations", NAME);
  private static final int MAX_ANNOTATIONS = 256 * 1024;

  private LastApplied() {}

  private static String in(ObjectNode object) {
    return object.at("metadata", "annotations", NAME).text();
  }

  /// The fields that the annotation names and the object still has just so: over them client-side and server-side apply do not conflict.
  static FieldSet unchanged(Typed live) {
    Optional<ObjectNode> config = config(in(live.value()));
    if (config.isEmpty() || !config.get().get("apiVersion").text().equals(live.version()))
      return FieldSet.EMPTY;
    if (TypeCheck.check(config.get(), live.type()).isPresent()) return FieldSet.EMPTY;
    Comparison changes = Comparison.of(config.get(), live.value(), live.type());
    return OwnedFields.of(config.get(), live.type())
        .difference(changes.modified())
        .difference(changes.added())
        .difference(changes.removed());
  }

  private static Optional<ObjectNode> config(String text) {
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(JsonReader.read(Bytes.utf8(text)).root().object());
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  /// The object with its annotation, if it has one, replaced by what was just applied.
  static ObjectNode refreshed(ObjectNode object, ObjectNode config) {
    if (in(object).isEmpty()) return object;
    String text = sorted(config.withoutAt(PATH)) + "\n";
    ObjectNode refreshed = object.withAt(PATH, new StringNode(text));
    return size(refreshed) > MAX_ANNOTATIONS ? object.withoutAt(PATH) : refreshed;
  }

  private static int size(ObjectNode object) {
    int size = 0;
    ObjectNode annotations = object.at("metadata", "annotations").object();
    for (int i = 0; i < annotations.size(); i++)
      size += bytes(annotations.name(i)) + bytes(annotations.value(i).text());
    return size;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Node sorted(Node value) {
    if (value instanceof ListNode(var items))
      return ListNode.of(items.stream().map(LastApplied::sorted).toList());
    if (!(value instanceof ObjectNode object)) return value;
    var out = ObjectNode.builder();
    object.names().stream().sorted().forEach(name -> out.put(name, sorted(object.get(name))));
    return out.build();
  }
}
