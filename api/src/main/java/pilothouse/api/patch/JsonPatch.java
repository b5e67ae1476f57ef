package pilothouse.api.patch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// An RFC 6902 patch, with the liberties of the implementation that upstream uses.
///
/// A negative index counts from the end; `replace`, `copy` and `move` to a member that is missing put it there, and a member that is missing reads as
/// null; the text before a path's first slash is ignored. Source: evanphx/json-patch v4.13, apiserver `pkg/endpoints/handlers/patch.go`.
public final class JsonPatch {
  static final int MAX_OPERATIONS = 10_000;

  /// How many bytes all `copy` operations of one patch may add together.
  static final long MAX_COPIED = 3 * 1024 * 1024;

  private static final Set<String> FIELDS = Set.of("op", "path", "from", "value");

  private final List<Node> operations;

  private JsonPatch(List<Node> operations) {
    this.operations = operations;
  }

  /// Reads a patch: a 400 where it is none, a 413 where it has too many operations.
  ///
  /// @param checked whether field validation is on, which changes the words of a refusal
  public static JsonPatch parse(Node patch, boolean checked) {
    List<Node> operations = operations(patch, checked);
    if (checked) checkTypes(operations);
    if (operations.size() > MAX_OPERATIONS)
      throw ApiException.of(
          Reason.REQUEST_ENTITY_TOO_LARGE,
          "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got "
              + operations.size());
    return new JsonPatch(operations);
  }

  private static List<Node> operations(Node patch, boolean checked) {
    if (patch.isNull()) return List.of();
    if (!(patch instanceof ListNode(var items)))
      throw mistyped(
          patch,
          checked ? "value of type []handlers.jsonPatchOp" : "value of type jsonpatch.Patch",
          checked);
    for (Node item : items) {
      if (item.isNull() || item instanceof ObjectNode) continue;
      throw mistyped(
          item,
          checked ? "value of type handlers.jsonPatchOp" : "value of type jsonpatch.Operation",
          checked);
    }
    return items;
  }

  private static void checkTypes(List<Node> operations) {
    for (Node operation : operations)
      for (String name : List.of("op", "path", "from")) {
        Node value = operation.get(name);
        if (!value.isNull() && !(value instanceof StringNode))
          throw mistyped(value, "struct field jsonPatchOp." + name + " of type string", true);
      }
  }

  private static ApiException mistyped(Node value, String what, boolean checked) {
    String message = "json: cannot unmarshal " + value.typeName() + " into Go " + what;
    return ApiException.badRequest(checked ? "error decoding patch: " + message : message);
  }

  /// What field validation has to say of members that no operation has, such as `json patch unknown field "[0].foo"`.
  public List<String> unknownFields() {
    var found = new ArrayList<String>();
    for (int i = 0; i < operations.size(); i++)
      for (String name : operations.get(i).object().names())
        if (!FIELDS.contains(name))
          found.add("json patch unknown field \"[" + i + "]." + name + "\"");
    return found;
  }

  /// The patched document; a 422 where an operation does not apply. Members of every object that was passed through come in order of their names.
  public Node apply(ObjectNode document) {
    if (operations.isEmpty()) return document;
    var run = new Run(new Draft(document));
    for (Node operation : operations) run.perform(operation);
    Node patched = run.root.value();
    // Unlike the other patches this one can put two depths on top of each other, and what is stored
    // must be readable.
    if (Depth.exceeds(patched, JsonReader.MAX_DEPTH)) throw PatchRejected.unprocessable();
    return patched;
  }

  /// One application of a patch.
  private static final class Run {
    private Draft root;
    private long copied;

    private Run(Draft root) {
      this.root = root;
      root.members();
    }

    private void perform(Node operation) {
      switch (operation.get("op").text()) {
        case "add" -> place(operation, "path").add(value(operation));
        case "remove" -> place(operation, "path").remove();
        case "replace" -> replace(operation);
        case "move" -> {
          Place from = place(operation, "from");
          Draft moved = from.read().orElseGet(() -> new Draft(NullNode.NULL));
          from.remove();
          place(operation, "path").add(moved);
        }
        case "test" -> test(operation);
        case "copy" -> copy(operation);
        default -> throw PatchRejected.unprocessable();
      }
    }

    private void replace(Node operation) {
      if (pointer(operation, "path").isEmpty()) replaceRoot(operation.get("value"));
      else place(operation, "path").replace(value(operation));
    }

    private void replaceRoot(Node value) {
      root = new Draft(value);
      if (!root.isObject() && !root.isList()) throw PatchRejected.unprocessable();
      root.members();
    }

    private void copy(Node operation) {
      Node value = place(operation, "from").read().map(Draft::value).orElse(NullNode.NULL);
      copied += value.toString().getBytes(StandardCharsets.UTF_8).length;
      if (copied > MAX_COPIED) throw PatchRejected.unprocessable();
      place(operation, "path").add(new Draft(value));
    }

    private void test(Node operation) {
      Node actual =
          pointer(operation, "path").isEmpty()
              ? root.value()
              : place(operation, "path").read().map(Draft::value).orElse(NullNode.NULL);
      if (!actual.equals(operation.get("value"))) throw PatchRejected.unprocessable();
    }

    private static Draft value(Node operation) {
      return new Draft(operation.get("value"));
    }

    private static String pointer(Node operation, String field) {
      if (operation.get(field) instanceof StringNode(var pointer)) return pointer;
      throw PatchRejected.unprocessable();
    }

    private Place place(Node operation, String field) {
      String[] steps = pointer(operation, field).split("/", -1);
      if (steps.length < 2) throw PatchRejected.unprocessable();
      Draft at = root;
      for (int i = 1; i < steps.length - 1; i++)
        at = new Place(at, unescaped(steps[i])).read().orElseThrow(PatchRejected::unprocessable);
      return new Place(at, unescaped(steps[steps.length - 1]));
    }

    private static String unescaped(String step) {
      return step.replace("~1", "/").replace("~0", "~");
    }
  }

  /// A member of an object or an index of a list, which may or may not be there.
  private record Place(Draft in, String key) {
    private Place {
      if (!in.isObject() && !in.isList()) throw PatchRejected.unprocessable();
    }

    private Optional<Draft> read() {
      if (in.isObject()) return Optional.ofNullable(in.members().get(key));
      return Optional.of(in.items().get(index(in.items().size() - 1)));
    }

    private void add(Draft value) {
      if (in.isObject()) in.members().put(key, value);
      else if (key.equals("-")) in.items().add(value);
      else in.items().add(index(in.items().size()), value);
    }

    private void replace(Draft value) {
      if (in.isObject()) in.members().put(key, value);
      else in.items().set(index(in.items().size() - 1), value);
    }

    private void remove() {
      if (in.isList()) in.items().remove(index(in.items().size() - 1));
      else if (in.members().remove(key) == null) throw PatchRejected.unprocessable();
    }

    /// The key as an index between 0 and `last`, a negative one counting from behind `last`.
    private int index(int last) {
      int index = number();
      if (index < 0) index += last + 1;
      if (index < 0 || index > last) throw PatchRejected.unprocessable();
      return index;
    }

    private int number() {
      try {
        return Integer.parseInt(key);
      } catch (NumberFormatException _) {
        throw PatchRejected.unprocessable();
      }
    }
  }
}
