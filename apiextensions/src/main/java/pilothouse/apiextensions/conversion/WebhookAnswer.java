package pilothouse.apiextensions.conversion;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.FieldError;

/// What a webhook answered: a document, or why it gave none in the words of upstream's client.
///
/// Source of the words: apimachinery `pkg/api/errors/errors.go`, `NewGenericServerResponse`.
final class WebhookAnswer {
  private static final String JSON = "application/json";

  private WebhookAnswer() {}

  static byte[] content(HttpResponse<byte[]> answer) throws WebhookFailure {
    int code = answer.statusCode();
    if (code < 200 || code > 206) throw new WebhookFailure(refusal(code, answer.body()));
    String type = answer.headers().firstValue("Content-Type").orElse(JSON);
    if (!type.split(";")[0].strip().toLowerCase(Locale.ROOT).equals(JSON))
      throw new WebhookFailure("serializer for " + type + " doesn't exist");
    if (answer.body().length == 0)
      throw new WebhookFailure(
          "0-length response with status code: " + code + " and content type: " + type);
    return answer.body();
  }

  private static String refusal(int code, byte[] body) {
    String own = status(body);
    if (!own.isEmpty()) return own;
    String text = new String(body, StandardCharsets.UTF_8).strip();
    String said = text.isEmpty() ? "unknown" : text;
    return switch (code) {
      case 400 -> "the server rejected our request for an unknown reason";
      case 401 -> "the server has asked for the client to provide credentials";
      case 403, 415 -> said;
      case 404 -> "the server could not find the requested resource";
      case 405 -> "the server does not allow this method on the requested resource";
      case 409 -> "the server reported a conflict";
      case 422 -> "the server rejected our request due to an error in our request";
      case 429 -> "the server has received too many requests and has asked us to try again later";
      case 503 -> "the server is currently unable to handle the request";
      case 504 ->
          "the server was unable to return a response in the time allotted, but may still be processing the request";
      default -> {
        if (code < 500)
          yield "the server responded with the status code "
              + code
              + " but did not return more information";
        yield "an error on the server ("
            + FieldError.quote(said)
            + ") has prevented the request from succeeding";
      }
    };
  }

  /// The message of a Status; empty where the body is none.
  private static String status(byte[] body) {
    try {
      Node given = JsonReader.tree(body);
      return given.get("kind").text().equals("Status") ? given.get("message").text() : "";
    } catch (JsonException _) {
      return ""; // a text for people
    }
  }
}
