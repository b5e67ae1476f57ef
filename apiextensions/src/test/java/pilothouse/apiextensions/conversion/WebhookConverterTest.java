package pilothouse.apiextensions.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

final class WebhookConverterTest {
  private static final String NEW = "example.com/v2";
  private final List<String> endings = new ArrayList<>();
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
        speaking(List.of("v1"), review -> answer(review, "Success", _ -> ListNode.EMPTY));

    assertThatThrownBy(() -> converter.convert(List.of(thing("a")), NEW))
        .hasMessage(
            "conversion webhook for example.com/v1, Kind=Thing returned 0 objects, expected 1");
  }

  @Test
  void anAnswerToAnotherQuestionIsRefused() {
    var converter =
        speaking(
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
    var converter = speaking(List.of("v1"), review -> answer(review, "Failed", objects -> objects));

    assertThatThrownBy(() -> converter.convert(List.of(thing("a")), NEW))
        .hasMessage(
            "conversion webhook for example.com/v1, Kind=Thing failed: response.result.status was 'Failed', not 'Success'");
  }

  @Test
  void aWebhookThatSpeaksNoReviewWeKnowIsNotAsked() {
    var converter =
        speaking(
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

  @Test
  void whatBecameOfEachCallIsCounted() {
    convert(converter(object -> object.with("apiVersion", NEW)));
    convert(converter(object -> object.with("apiVersion", "example.com/v3")));
    convert(speaking(List.of("v1"), review -> answer(review, "Success", _ -> ListNode.EMPTY)));
    convert(speaking(List.of("v1"), review -> answer(review, "Failed", objects -> objects)));
    convert(
        speaking(
            List.of("v1"),
            _ -> {
              throw new WebhookFailure("no answer");
            }));
    assertThat(endings)
        .containsExactly(
            "v1 v2 SUCCESS", "v1 v2 INVALID", "v1 v2 PARTIAL", "v1 v2 MALFORMED", "v1 v2 CALL");
  }

  private static void convert(WebhookConverter converter) {
    try {
      assertThat(converter.convert(List.of(thing("a")), NEW)).hasSize(1);
    } catch (ApiException refused) {
      assertThat(refused.status().code()).isEqualTo(500);
    }
  }

  private WebhookConverter speaking(List<String> reviews, WebhookConverter.WebhookCall call) {
    return new WebhookConverter(
        reviews, call, (from, to, ending, nanos) -> endings.add(from + " " + to + " " + ending));
  }

  private WebhookConverter converter(UnaryOperator<ObjectNode> conversion) {
    return speaking(
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
