package pilothouse.server.filters;

import pilothouse.server.http.Response;

/// Answers in plain text, which browsers must not take for anything else.
public final class PlainText {
  private PlainText() {}

  /// As Go's `http.Error` writes it, with a newline at the end.
  public static Response error(int status, String text) {
    return of(status, text + "\n");
  }

  public static Response of(int status, String text) {
    return Response.text(status, text).with("X-Content-Type-Options", "nosniff");
  }

  /// What no handler knows.
  public static Response notFound() {
    return error(404, "404 page not found");
  }
}
