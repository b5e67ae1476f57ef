package pilothouse.apiextensions.resource;

/// A text that is no path; the message is upstream's.
public final class JsonPathException extends RuntimeException {
  JsonPathException(String message) {
    super(message, null, false, false);
  }
}
