package pilothouse.registry.fields;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.fields.Element.KeyField;

/// The wire form of a [FieldSet]: nested objects whose names are path elements, `.` marking a member that has members below it.
///
///     {"f:spec":{"f:ports":{".":{},"k:{\"port\":80}":{}}}}
///
/// Source: structured-merge-diff `fieldpath/serialize.go`.
final class FieldsV1 {
  private static final String SELF = ".";

  private FieldsV1() {}

  static ObjectNode encode(FieldSet set) {
    return encode(set, false);
  }

  private static ObjectNode encode(FieldSet set, boolean member) {
    if (set.isEmpty()) return ObjectNode.EMPTY;
    var out = ObjectNode.builder();
    if (member) out.put(SELF, ObjectNode.EMPTY);
    for (FieldSet.Entry entry : set.entries())
      out.put(text(entry.element()), encode(entry.below(), entry.member()));
    return out.build();
  }

  private static String text(Element element) {
    return switch (element) {
      case Element.Name(var name) -> "f:" + name;
      case Element.Key(var fields) -> "k:" + object(fields);
      case Element.Value(var value) -> "v:" + value;
      case Element.Index(var index) -> "i:" + index;
    };
  }

  private static ObjectNode object(List<KeyField> fields) {
    var out = ObjectNode.builder();
    for (KeyField field : fields) out.put(field.name(), field.value());
    return out.build();
  }

  /// Reads a set; elements of unknown kinds are dropped.
  ///
  /// @throws BadFields where it is no set
  static FieldSet decode(ObjectNode fields) {
    var out = new FieldSet.Builder();
    decode(fields, out);
    return out.build();
  }

  private static void decode(ObjectNode fields, FieldSet.Builder out) {
    fields.forEach((name, below) -> {
      if (name.equals(SELF)) return;
      Optional<Element> element = element(name);
      if (element.isEmpty()) return;
      ObjectNode members = below.object();
      if (members.isEmpty() || members.has(SELF)) out.add(element.get());
      if (!members.isEmpty()) decode(members, out.below(element.get()));
    });
  }

  private static Optional<Element> element(String name) {
    if (name.length() < 2) throw new BadFields("key must be 2 characters long:");
    if (name.charAt(1) != ':') throw new BadFields("missing colon: " + name);
    String rest = name.substring(2);
    return switch (name.charAt(0)) {
      case 'f' -> Optional.of(new Element.Name(rest));
      case 'v' -> Optional.of(new Element.Value(json(rest)));
      case 'k' -> Optional.of(key(json(rest)));
      case 'i' -> Optional.of(new Element.Index(index(rest)));
      default -> Optional.empty();
    };
  }

  private static Element key(Node key) {
    var fields = new ArrayList<KeyField>();
    key.object().forEach((name, value) -> fields.add(new KeyField(name, value)));
    fields.sort(Comparator.comparing(KeyField::name));
    return new Element.Key(fields);
  }

  private static int index(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new BadFields("no index: " + text);
    }
  }

  private static Node json(String text) {
    try {
      return JsonReader.read(Bytes.utf8(text)).root();
    } catch (JsonException e) {
      throw new BadFields(e.getMessage());
    }
  }

  /// Managed fields that cannot be read.
  static final class BadFields extends RuntimeException {
    BadFields(@Nullable String message) {
      super(message, null, false, false);
    }
  }
}
