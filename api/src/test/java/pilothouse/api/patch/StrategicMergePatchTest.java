package pilothouse.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static pilothouse.api.patch.Trees.list;
import static pilothouse.api.patch.Trees.obj;

import java.util.List;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.schema.Field;
import pilothouse.api.schema.ListKind;
import pilothouse.api.schema.Patching;
import pilothouse.api.schema.Presence;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.schema.StructType;
import pilothouse.api.schema.Type;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

class StrategicMergePatchTest {
  private static final StructType ITEM =
      new StructType(
          "x.Item",
          List.of(
              field("name", ScalarType.STRING, Patching.REPLACE),
              field("image", ScalarType.STRING, Patching.REPLACE)),
          false,
          false);
  private static final StructType SPEC =
      new StructType(
          "x.PodSpec",
          List.of(
              field("containers", items(ITEM, ListKind.MAP), new Patching(true, false, "name")),
              field(
                  "finalizers",
                  items(ScalarType.STRING, ListKind.SET),
                  new Patching(true, false, "")),
              field("args", items(ScalarType.STRING, ListKind.ATOMIC), Patching.REPLACE),
              field("item", ITEM, Patching.REPLACE),
              field("raw", new Type.Any(false), Patching.REPLACE)),
          false,
          false);

  private static Type items(Type type, ListKind kind) {
    return new Type.ListOf(type, kind, kind == ListKind.MAP ? List.of("name") : List.of());
  }

  private static Field field(String name, Type type, Patching patching) {
    return new Field(name, 1, type, Presence.UNLESS_ZERO, false, patching, NullNode.NULL, false);
  }

  private static ObjectNode item(String name, String image) {
    return obj("name", name, "image", image);
  }

  private static final ObjectNode LIVE =
      obj(
          "containers", list(item("a", "1"), item("b", "2"), item("c", "3")),
          "finalizers", list("p", "q", "r"),
          "args", list("x", "y"),
          "item", item("i", "1"));

  private static ObjectNode patched(Object... patch) {
    return StrategicMergePatch.apply(LIVE, obj(patch), SPEC);
  }

  private static void refused(int code, String message, Object... patch) {
    assertThatThrownBy(() -> patched(patch))
        .hasMessage(message)
        .asInstanceOf(type(ApiException.class))
        .extracting(e -> e.status().code())
        .isEqualTo(code);
  }

  private static List<String> names(ObjectNode result) {
    return result.get("containers").items().stream().map(i -> i.get("name").text()).toList();
  }

  @Test
  void itemsMergeByTheirKeyAndNewOnesGoFirst() {
    ObjectNode result = patched("containers", list(obj("name", "b", "image", "9"), item("n", "4")));
    assertThat(names(result)).containsExactly("a", "b", "n", "c");
    assertThat(result.get("containers").items().get(1)).isEqualTo(item("b", "9"));
    assertThat(names(patched("containers", list(item("n", "4")))))
        .containsExactly("n", "a", "b", "c");
  }

  @Test
  void directivesDeleteAndReplaceItems() {
    assertThat(names(patched("containers", list(obj("name", "b", "$patch", "delete")))))
        .containsExactly("a", "c");
    assertThat(names(patched("containers", list(obj("$patch", "replace"), item("z", "1")))))
        .containsExactly("z");
    assertThat(patched("item", obj("$patch", "replace", "name", "only")).get("item"))
        .isEqualTo(obj("name", "only"));
    assertThat(patched("item", obj("$patch", "delete")).get("item")).isEqualTo(obj());
  }

  @Test
  void setsUniteAndAtomicListsAreReplaced() {
    assertThat(patched("finalizers", list("r", "n")).get("finalizers"))
        .isEqualTo(list("p", "q", "r", "n"));
    assertThat(patched("args", list("z")).get("args")).isEqualTo(list("z"));
  }

  @Test
  void valuesAreTakenOutOfListsOfPrimitives() {
    assertThat(
            patched("$deleteFromPrimitiveList/finalizers", list("p"), "finalizers", list("e"))
                .get("finalizers"))
        .isEqualTo(list("e", "q", "r"));
    assertThat(patched("$deleteFromPrimitiveList/finalizers", "x")).isEqualTo(LIVE);
  }

  @Test
  void listsAreOrderedAsAsked() {
    var order = list(obj("name", "c"), obj("name", "z"), obj("name", "a"));
    assertThat(names(patched("$setElementOrder/containers", order))).containsExactly("b", "c", "a");
    assertThat(
            patched("$setElementOrder/finalizers", list("r", "f"), "finalizers", list("f"))
                .get("finalizers"))
        .isEqualTo(list("p", "q", "r", "f"));
  }

  @Test
  void keysThatAreNotRetainedGo() {
    assertThat(patched("item", obj("$retainKeys", list("image"), "image", "2")).get("item"))
        .isEqualTo(obj("image", "2"));
    refused(
        400,
        "invalid patch format of retainKeys",
        "item",
        obj("$retainKeys", list("name"), "image", "2"));
  }

  @Test
  void nullRemovesAndAnAbsentPatchIsNoChange() {
    Node gone = patched("item", NullNode.NULL);
    assertThat(gone.object().has("item")).isFalse();
    assertThat(StrategicMergePatch.apply(LIVE, NullNode.NULL, SPEC)).isEqualTo(LIVE);
  }

  @Test
  void refusalsAreInUpstreamsWords() {
    refused(
        500,
        "map: map[image:noname] does not contain declared merge key: name",
        "containers",
        list(obj("image", "noname")));
    refused(
        500,
        "unable to find api field in struct PodSpec for the json field \"bogus\"",
        "$setElementOrder/bogus",
        list());
    refused(
        500,
        "expected a []interface {}, but received a string",
        "$setElementOrder/containers",
        "bad");
    refused(
        500,
        "The order in patch list:\n"
            + "[map[image:o name:a]]\n"
            + " doesn't match $setElementOrder list:\n"
            + "[map[name:b]]\n",
        "$setElementOrder/containers",
        list(obj("name", "b")),
        "containers",
        list(item("a", "o")));
    refused(500, "unknown patch type: bogus in map: map[$patch:bogus]", "$patch", "bogus");
    refused(500, "list element types are not identical: [[p q r] [1]]", "finalizers", list(1));
  }
}
