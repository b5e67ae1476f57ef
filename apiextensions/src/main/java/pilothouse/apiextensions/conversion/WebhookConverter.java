package pilothouse.apiextensions.conversion;

import java.util.List;
import java.util.UUID;
import pilothouse.api.ApiException;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.conversion.ConversionMetrics.Ending;
import pilothouse.apiextensions.resource.Converter;

/// Converts by asking a webhook with a `ConversionReview`, all objects at once.
///
/// It believes the webhook about nothing that it was not asked: number, kinds and identities of the objects must be as sent, and of their metadata only
/// labels and annotations may change. Its failures are told in the words that upstream has for one object, as it asks for the objects of a list one by one.
///
/// Source: apiextensions-apiserver `pkg/apiserver/conversion/webhook_converter.go`.
public final class WebhookConverter implements Converter {
  private static final String GROUP = "apiextensions.k8s.io/";

  private final List<String> reviewVersions;
  private final WebhookCall call;
  private final ConversionMetrics.Calls calls;

  WebhookConverter(List<String> reviewVersions, WebhookCall call, ConversionMetrics.Calls calls) {
    this.reviewVersions = List.copyOf(reviewVersions);
    this.call = call;
    this.calls = calls;
  }

  /// Sends a review and gives the answer.
  @FunctionalInterface
  interface WebhookCall {
    /// @throws WebhookFailure where there is none
    byte[] send(byte[] review) throws WebhookFailure;
  }

  @Override
  public List<ObjectNode> convert(List<ObjectNode> objects, String apiVersion) {
    if (objects.isEmpty()) return List.of();
    long start = System.nanoTime();
    GroupVersionKind kind = kind(objects.getFirst());
    var course = new Course();
    try {
      List<ObjectNode> converted = converted(kind, objects, apiVersion, course);
      course.ending = Ending.SUCCESS;
      return converted;
    } finally {
      String to = GroupVersion.parse(apiVersion).version();
      calls.ended(kind.version(), to, course.ending, System.nanoTime() - start);
    }
  }

  /// How far a conversion came, and so how it ends if it goes no further.
  private static final class Course {
    private Ending ending = Ending.CALL;
  }

  private List<ObjectNode> converted(
      GroupVersionKind kind, List<ObjectNode> objects, String apiVersion, Course course) {
    String start = "conversion webhook for " + kind;
    String uid = UUID.randomUUID().toString();
    String review = reviewVersion();
    ObjectNode answer = ask(start, review, uid, objects, apiVersion);
    course.ending = Ending.MALFORMED;
    List<Node> converted = converted(start, review, uid, answer);
    course.ending = Ending.PARTIAL;
    if (converted.size() != objects.size())
      throw failed(
          start + " returned " + converted.size() + " objects, expected " + objects.size());
    course.ending = Ending.INVALID;
    var out = new java.util.ArrayList<ObjectNode>(objects.size());
    for (int i = 0; i < objects.size(); i++)
      out.add(checked(start, i, objects.get(i), converted.get(i), apiVersion));
    return out;
  }

  private static GroupVersionKind kind(ObjectNode object) {
    return GroupVersion.parse(object.get("apiVersion").text()).kind(object.get("kind").text());
  }

  private String reviewVersion() {
    return reviewVersions.stream()
        .filter(version -> version.equals("v1") || version.equals("v1beta1"))
        .findFirst()
        .orElseThrow(() -> failed("no supported conversion review versions"));
  }

  private ObjectNode ask(
      String start, String review, String uid, List<ObjectNode> objects, String apiVersion) {
    var request =
        ObjectNode.builder()
            .put("uid", uid)
            .put("desiredAPIVersion", apiVersion)
            .put("objects", ListNode.of(objects))
            .build();
    var body =
        ObjectNode.builder()
            .put("kind", "ConversionReview")
            .put("apiVersion", GROUP + review)
            .put("request", request)
            .put("response", emptyResponse())
            .build();
    try {
      byte[] answer = call.send(JsonWriter.compact(body).unsafeArray());
      if (JsonReader.tree(answer) instanceof ObjectNode object) return object;
      throw failed(start + " failed: couldn't get version/kind; json parse error: no object");
    } catch (WebhookFailure e) {
      throw failed(start + " failed: " + e.getMessage());
    } catch (JsonException e) {
      throw failed(
          start + " failed: couldn't get version/kind; json parse error: " + e.getMessage());
    }
  }

  /// Upstream sends it along.
  private static ObjectNode emptyResponse() {
    return ObjectNode.builder()
        .put("uid", "")
        .put("convertedObjects", pilothouse.api.tree.NullNode.NULL)
        .put("result", ObjectNode.of("metadata", ObjectNode.EMPTY))
        .build();
  }

  private static List<Node> converted(String start, String review, String uid, ObjectNode answer) {
    String got = answer.get("apiVersion").text() + ", Kind=" + answer.get("kind").text();
    String wanted = GROUP + review + ", Kind=ConversionReview";
    if (review.equals("v1") && !got.equals(wanted))
      throw failed(start + " failed: expected webhook response of " + wanted + ", got " + got);
    Node response = answer.get("response");
    if (response.isNull()) throw failed(start + " failed: no response provided");
    String given = response.get("uid").text();
    if (review.equals("v1") && !given.equals(uid))
      throw failed(start + " failed: expected response.uid=\"" + uid + "\", got \"" + given + "\"");
    String status = response.at("result", "status").text();
    if (!status.equals("Success")) {
      String why = response.at("result", "message").text();
      throw failed(
          start
              + " failed: "
              + (why.isEmpty()
                  ? "response.result.status was '" + status + "', not 'Success'"
                  : why));
    }
    return response.get("convertedObjects").items();
  }

  private static ObjectNode checked(
      String start, int i, ObjectNode sent, Node given, String apiVersion) {
    String invalid = start + " returned invalid object at index " + i + ": ";
    if (!(given instanceof ObjectNode converted)) throw failed(invalid + "it is no object");
    String version = converted.get("apiVersion").text();
    if (!version.equals(apiVersion))
      throw failed(
          invalid + "invalid groupVersion (expected " + apiVersion + ", received " + version + ")");
    String wanted = sent.get("kind").text();
    String kind = converted.get("kind").text();
    if (!kind.equals(wanted))
      throw failed(invalid + "invalid kind (expected " + wanted + ", received " + kind + ")");
    for (String field : List.of("name", "namespace", "uid")) {
      String before = sent.at("metadata", field).text();
      String after = converted.at("metadata", field).text();
      String called = field.equals("uid") ? "UID" : field;
      if (!before.equals(after))
        throw failed(
            start
                + " returned invalid object: must have the same "
                + called
                + ": "
                + before
                + " != "
                + after);
    }
    return ConvertedMetadata.restored(start + " returned invalid metadata: ", sent, converted);
  }

  static ApiException failed(String message) {
    return ApiException.of(pilothouse.api.Reason.UNKNOWN, message);
  }
}
