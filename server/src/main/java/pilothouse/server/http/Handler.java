package pilothouse.server.http;

/// Answers a call, on a virtual thread of its own; may block. Failure is an [pilothouse.api.ApiException], which one filter turns into a response.
@FunctionalInterface
public interface Handler {
  Response handle(Call call);
}
