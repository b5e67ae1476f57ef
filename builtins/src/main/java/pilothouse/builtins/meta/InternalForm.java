package pilothouse.builtins.meta;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// A value as upstream's messages print it: its internal types have no JSON names, so that Go's field names and every zero value reach the wire.
///
/// A toleration `{key: a}` becomes `{"Key":"a","Operator":"","Value":"","Effect":"","TolerationSeconds":null}`.
/// Source: kubernetes `pkg/apis/core/types.go`; the names stand in `internal-forms.txt`.
public final class InternalForm {
  private static final Map<String, List<Field>> FORMS = read();
  private static final List<String> HOISTED =
      List.of("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers");

  private InternalForm() {}

  private record Field(String goName, String jsonName, String type) {}

  /// The value of a type, such as `PodSpec`, `*Affinity` or `[]PodIP`.
  public static Node of(String type, Node value) {
    if (type.startsWith("*")) return value.isNull() ? value : of(type.substring(1), value);
    if (type.startsWith("[]")) return list(type.substring(2), value);
    return switch (type) {
      case "s" -> new StringNode(value.text());
      case "i" -> new LongNode(value.number(0));
      case "b" -> BoolNode.of(value.bool(false));
      case "q" -> new StringNode(Quantities.text(value));
      case "map" -> value instanceof ObjectNode map ? Edit.sorted(map) : NullNode.NULL;
      case "intstr" -> value.isNull() ? new LongNode(0) : value;
      case "raw", "time" -> value;
      default -> struct(type, value.object());
    };
  }

  private static Node list(String items, Node value) {
    if (!(value instanceof ListNode list)) return NullNode.NULL;
    return ListNode.of(list.items().stream().map(item -> of(items, item)).toList());
  }

  private static ObjectNode struct(String type, ObjectNode value) {
    var out = ObjectNode.builder();
    fill(out, type, type.equals("PodSpec") ? hoisted(value) : value);
    return out.build();
  }

  private static void fill(ObjectNode.Builder out, String type, ObjectNode value) {
    for (Field field : Objects.requireNonNull(FORMS.get(type), type)) {
      if (field.type.equals("^meta")) out.putAll(value.get("metadata").object());
      else if (field.type.startsWith("^")) fill(out, field.type.substring(1), value);
      else out.put(field.goName, of(field.type, value.get(field.jsonName)));
    }
  }

  /// The internal type keeps what a pod shares with its host in the security context.
  private static ObjectNode hoisted(ObjectNode spec) {
    ObjectNode context = spec.get("securityContext").object();
    for (String name : HOISTED) if (spec.has(name)) context = context.with(name, spec.get(name));
    return spec.has("securityContext") || !context.isEmpty()
        ? spec.with("securityContext", context)
        : spec;
  }

  private static Map<String, List<Field>> read() {
    var forms = new HashMap<String, List<Field>>();
    var stream = InternalForm.class.getResourceAsStream("internal-forms.txt");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> read(line, forms));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(forms);
  }

  private static void read(String line, Map<String, List<Field>> forms) {
    int colon = line.indexOf(':');
    var fields = new ArrayList<Field>();
    for (String field : line.substring(colon + 1).split(",", -1)) fields.add(field(field.strip()));
    forms.put(line.substring(0, colon), List.copyOf(fields));
  }

  private static Field field(String text) {
    if (text.startsWith("^")) return new Field("", "", text);
    int space = text.indexOf(' ');
    String name = text.substring(0, space);
    int equals = name.indexOf('=');
    String go = equals < 0 ? name : name.substring(0, equals);
    String json =
        equals < 0
            ? Character.toLowerCase(name.charAt(0)) + name.substring(1)
            : name.substring(equals + 1);
    return new Field(go, json, text.substring(space + 1));
  }
}
