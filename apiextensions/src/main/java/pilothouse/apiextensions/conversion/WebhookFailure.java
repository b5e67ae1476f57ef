package pilothouse.apiextensions.conversion;

/// A webhook that gave no answer.
final class WebhookFailure extends Exception {
  WebhookFailure(String message) {
    super(message, null, false, false);
  }
}
