package pilothouse.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pilothouse.api.patch.Trees.list;
import static pilothouse.api.patch.Trees.obj;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

class MergePatchTest {
  @Provide
  Arbitrary<ObjectNode> documents() {
    return Trees.objects(false);
  }

  @Provide
  Arbitrary<ObjectNode> patches() {
    return Trees.objects(true);
  }

  @Property
  void theEmptyPatchChangesNothing(@ForAll("documents") ObjectNode document) {
    assertThat(MergePatch.apply(document, ObjectNode.EMPTY, true)).isEqualTo(document);
  }

  @Property
  void applyingTwiceIsApplyingOnce(
      @ForAll("documents") ObjectNode document, @ForAll("documents") ObjectNode patch) {
    ObjectNode once = MergePatch.apply(document, patch, true);
    assertThat(MergePatch.apply(once, patch, true)).isEqualTo(once);
  }

  @Property
  void whatIsNullIsGone(
      @ForAll("documents") ObjectNode document, @ForAll("patches") ObjectNode patch) {
    ObjectNode merged = MergePatch.apply(document, patch, true);
    patch.forEach((name, value) -> assertThat(merged.has(name)).isEqualTo(!value.isNull()));
  }

  @Example
  void listsAreReplacedWhole() {
    assertThat(MergePatch.apply(obj("a", list(1, 2)), obj("a", list(3)), true))
        .isEqualTo(obj("a", list(3)));
  }

  @Example
  void membersComeInOrderOfTheirNames() {
    assertThat(
            MergePatch.apply(obj("b", 1), obj("c", obj("z", 1, "y", NullNode.NULL), "a", 1), true))
        .hasToString("{\"a\":1,\"b\":1,\"c\":{\"z\":1}}");
  }

  @Example
  void whatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> MergePatch.apply(obj(), list(), true))
        .hasMessage(
            "error decoding patch: json: cannot unmarshal array into Go value of type"
                + " map[string]interface {}");
    assertThatThrownBy(() -> MergePatch.apply(obj(), NullNode.NULL, true))
        .hasMessage("Invalid JSON Patch");
    assertThatThrownBy(() -> MergePatch.apply(obj(), new StringNode(""), false))
        .hasMessage("Invalid JSON Patch");
  }
}
