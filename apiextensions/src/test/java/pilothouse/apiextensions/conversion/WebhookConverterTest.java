package pilothouse.apiextensions.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

final class WebhookConverterTest {
  private static final String NEW = "example.com/v2";
  private int calls;

  @Test
  void allObjectsOfAListAreConvertedByOneCall() {
    var converter = converter(object -> object.with("apiVersion", NEW).with("moved", true));

    List<ObjectNode> converted = converter.convert(List.of(thing("a"), thing("b")), NEW);

    assertThat(calls).isEqualTo(1);
    assertThat(converted).hasSize(2).allMatch(object -> object.get("moved").bool(false));
  }

  @Test
  void ofTheMetadataOnlyLabelsAndAnnotationsMayChange() {
    var converter =
        converter(object ->
            object
                .with("apiVersion", NEW)
                .withAt(List.of("metadata", "labels"), ObjectNode.of("a", "b"))
                .withAt(List.of("metadata", "generation"), new pilothouse.api.tree.LongNode(7)));

    ObjectNode converted = converter.convert(List.of(thing("a")), NEW).getFirst();

    assertThat(converted.at("metadata", "labels", "a").text()).isEqualTo("b");
    assertThat(converted.at("metadata", "generation").isNull()).isTrue();
  }

  @Test
  void anotherUidIsRefused() {
    refuses(
        object ->
            object
                .with("apiVersion", NEW)
                .withAt(List.of("metadata", "uid"), new pilothouse.api.tree.StringNode("other")),
        "must have the same UID: u-a != other");
  }

  @Test
  void anotherVersionThanAskedForIsRefused() {
    refuses(
        object -> object.with("apiVersion", "example.com/v3"),
        "invalid groupVersion (expected example.com/v2, received example.com/v3)");
  }

  @Test
  void anotherKindIsRefused() {
    refuses(
        object -> object.with("apiVersion", NEW).with("kind", "Else"),
        "invalid kind (expected Thing, received Else)");
  }

  @Test
  void aLabelThatIsNoTextIsRefused() {
    refuses(
        object ->
            object
                .with("apiVersion", NEW)
                .withAt(List.of("metadata", "labels", "a"), new pilothouse.api.tree.LongNode(1)),
        "metadata.labels[a] must be a string");
  }

  @Test
  void tooFewObjectsAreRefused() {
    var converter =
        new WebhookConverter(
            List.of("v1"), review -> answer(review, "Success", _ -> ListNode.EMPTY));

    assertThatThrownBy(() -> converter.convert(List.of(thing("a")), NEW))
        .hasMessage(
            "conversion webhook for example.com/v1, Kind=Thing returned 0 objects, expected 1");
  }

  @Test
  void anAnswerToAnotherQuestionIsRefused() {
    var converter =
        new WebhookConverter(
            List.of("v1"),
            review ->
                bytes(
                    ObjectNode.of("apiVersion", "apiextensions.k8s.io/v1")
                        .with("kind", "ConversionReview")
                        .with("response", ObjectNode.of("uid", "wrong"))));

    assertThatThrownBy(() -> converter.convert(List.of(thing("a")), NEW))
        .hasMessageContaining("failed: expected response.uid=")
        .hasMessageContaining("got \"wrong\"");
  }

  @Test
  void whyTheWebhookFailedIsTold() {
    var converter =
        new WebhookConverter(List.of("v1"), review -> answer(review, "Failed", objects -> objects));

    assertThatThrownBy(() -> converter.convert(List.of(thing("a")), NEW))
        .hasMessage(
            "conversion webhook for example.com/v1, Kind=Thing failed: response.result.status was 'Failed', not 'Success'");
  }

  @Test
  void aWebhookThatSpeaksNoReviewWeKnowIsNotAsked() {
    var converter =
        new WebhookConverter(
            List.of("v9"),
            _ -> {
              throw new AssertionError("asked");
            });

    assertThatThrownBy(() -> converter.convert(List.of(thing("a")), NEW))
        .hasMessageContaining("no supported conversion review versions");
  }

  private void refuses(UnaryOperator<ObjectNode> lie, String why) {
    assertThatThrownBy(() -> converter(lie).convert(List.of(thing("a")), NEW))
        .hasMessageContaining(why);
  }

  private WebhookConverter converter(UnaryOperator<ObjectNode> conversion) {
    return new WebhookConverter(
        List.of("v1"),
        review -> {
          calls++;
          return answer(review, "Success", objects -> each(objects, conversion));
        });
  }

  private static ListNode each(ListNode objects, UnaryOperator<ObjectNode> conversion) {
    var out = new ArrayList<Node>();
    for (Node object : objects.items()) out.add(conversion.apply(object.object()));
    return ListNode.of(out);
  }

  private static byte[] answer(byte[] review, String status, UnaryOperator<ListNode> conversion) {
    ObjectNode asked = JsonReader.tree(review).object();
    var response =
        ObjectNode.builder()
            .put("uid", asked.at("request", "uid"))
            .put("convertedObjects", conversion.apply((ListNode) asked.at("request", "objects")))
            .put("result", ObjectNode.of("status", status))
            .build();
    return bytes(asked.without("request").with("response", response));
  }

  private static byte[] bytes(ObjectNode object) {
    return object.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode thing(String name) {
    return ObjectNode.of("apiVersion", "example.com/v1")
        .with("kind", "Thing")
        .with("metadata", ObjectNode.of("name", name).with("uid", "u-" + name));
  }
}
