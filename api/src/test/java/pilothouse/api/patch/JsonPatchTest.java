package pilothouse.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static pilothouse.api.patch.Trees.list;
import static pilothouse.api.patch.Trees.obj;

import java.util.Collections;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

class JsonPatchTest {
  private static final ObjectNode DOCUMENT =
      obj("data", obj("x", "1", "a/b", "2"), "list", list("p", "q", "r"));

  private static Node patched(Object... operations) {
    return JsonPatch.parse(list(operations), true).apply(DOCUMENT);
  }

  private static void refused(int code, Object... operations) {
    assertThatThrownBy(() -> patched(operations))
        .asInstanceOf(type(ApiException.class))
        .extracting(e -> e.status().code())
        .isEqualTo(code);
  }

  private static ObjectNode op(String op, String path, Object... more) {
    return with(obj("op", op, "path", path), more);
  }

  private static ObjectNode with(ObjectNode operation, Object... more) {
    var out = ObjectNode.builder().putAll(operation);
    return out.putAll(obj(more)).build();
  }

  @Provide
  Arbitrary<ObjectNode> documents() {
    return Trees.objects(true);
  }

  @Property
  void noOperationsChangeNothing(@ForAll("documents") ObjectNode document) {
    assertThat(JsonPatch.parse(ListNode.EMPTY, true).apply(document)).isEqualTo(document);
  }

  @Property
  void whatIsAddedAndRemovedIsGone(@ForAll("documents") ObjectNode document) {
    var patch = JsonPatch.parse(list(op("add", "/zz", "value", 1), op("remove", "/zz")), true);
    assertThat(patch.apply(document)).isEqualTo(document);
  }

  @Property
  void aMoveThereAndBackChangesNothing(@ForAll("documents") ObjectNode document) {
    if (!document.has("a")) return;
    var patch =
        JsonPatch.parse(
            list(op("move", "/zz", "from", "/a"), op("move", "/a", "from", "/zz")), true);
    assertThat(patch.apply(document)).isEqualTo(document);
  }

  @Example
  void everyOperationDoesWhatItSays() {
    assertThat(patched(op("add", "/list/1", "value", "n")).get("list"))
        .isEqualTo(list("p", "n", "q", "r"));
    assertThat(patched(op("add", "/list/-", "value", "n")).get("list"))
        .isEqualTo(list("p", "q", "r", "n"));
    assertThat(patched(op("remove", "/list/01")).get("list")).isEqualTo(list("p", "r"));
    assertThat(patched(op("replace", "/data/a~1b", "value", "n")).at("data", "a/b").text())
        .isEqualTo("n");
    assertThat(patched(op("move", "/list/0", "from", "/list/1")).get("list"))
        .isEqualTo(list("q", "p", "r"));
    assertThat(patched(op("copy", "/list/-", "from", "/list/0")).get("list"))
        .isEqualTo(list("p", "q", "r", "p"));
    assertThat(patched(op("test", "/list", "value", list("p", "q", "r")))).isEqualTo(DOCUMENT);
  }

  @Example
  void negativeIndicesCountFromTheEnd() {
    assertThat(patched(op("add", "/list/-1", "value", "n")).get("list"))
        .isEqualTo(list("p", "q", "r", "n"));
    assertThat(patched(op("replace", "/list/-1", "value", "n")).get("list"))
        .isEqualTo(list("p", "q", "n"));
    assertThat(patched(op("remove", "/list/-3")).get("list")).isEqualTo(list("q", "r"));
    refused(422, op("remove", "/list/-4"));
  }

  @Example
  void aMissingMemberMayBeReplacedCopiedToAndMovedTo() {
    assertThat(patched(op("replace", "/data/none", "value", 8)).at("data", "none").number(0))
        .isEqualTo(8);
    assertThat(patched(op("test", "/data/none", "value", NullNode.NULL))).isEqualTo(DOCUMENT);
  }

  @Example
  void theTextBeforeTheFirstSlashIsIgnored() {
    assertThat(patched(op("add", "data/x", "value", "q")).get("x").text()).isEqualTo("q");
  }

  @Example
  void whatDoesNotApplyIsUnprocessable() {
    refused(422, op("remove", "/data/none"));
    refused(422, op("test", "/data/x", "value", "9"));
    refused(422, op("add", "/none/none", "value", 1));
    refused(422, op("add", "/data/x/y", "value", 1));
    refused(422, op("add", "", "value", obj()));
    refused(422, op("replace", "", "value", NullNode.NULL));
    refused(422, op("bogus", "/data/x"));
    refused(422, obj());
    refused(422, NullNode.NULL);
    refused(422, op("replace", "/list/x", "value", 1));
  }

  @Example
  void whatIsNoPatchIsABadRequest() {
    assertThatThrownBy(() -> JsonPatch.parse(obj("op", "add"), true))
        .hasMessage(
            "error decoding patch: json: cannot unmarshal object into Go value of type"
                + " []handlers.jsonPatchOp");
    assertThatThrownBy(() -> JsonPatch.parse(list(1), true))
        .hasMessage(
            "error decoding patch: json: cannot unmarshal number into Go value of type"
                + " handlers.jsonPatchOp");
    assertThatThrownBy(() -> JsonPatch.parse(list(obj("op", 1)), true))
        .hasMessage(
            "error decoding patch: json: cannot unmarshal number into Go struct field"
                + " jsonPatchOp.op of type string");
  }

  @Example
  void tooManyOperationsAreTooLarge() {
    var many = ListNode.of(Collections.nCopies(10_001, op("test", "/a", "value", NullNode.NULL)));
    assertThatThrownBy(() -> JsonPatch.parse(many, true))
        .asInstanceOf(type(ApiException.class))
        .extracting(e -> e.status().code())
        .isEqualTo(413);
  }

  @Example
  void copiesMayNotGrowWithoutBound() {
    var big = op("add", "/big", "value", "x".repeat(1 << 20));
    var copies = Collections.nCopies(3, op("copy", "/copy", "from", "/big"));
    refused(422, big, copies.get(0), copies.get(1), copies.get(2));
  }

  @Example
  void unknownMembersAreReported() {
    assertThat(JsonPatch.parse(list(with(op("test", "/a"), "extra", 1)), true).unknownFields())
        .containsExactly("json patch unknown field \"[0].extra\"");
  }

  @Example
  void twoDepthsAreNotPutOnTopOfEachOther() {
    Node deep = obj();
    for (int i = 0; i < 6_000; i++) deep = ObjectNode.of("a", deep);
    Node patch = list(op("add", "/a".repeat(6_000) + "/b", "value", deep));
    ObjectNode document = deep.object();
    assertThatThrownBy(() -> JsonPatch.parse(patch, true).apply(document))
        .asInstanceOf(type(ApiException.class))
        .extracting(e -> e.status().code())
        .isEqualTo(422);
  }
}
