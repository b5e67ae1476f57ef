package pilothouse.server.filters;

import pilothouse.api.Bytes;
import pilothouse.api.Status;
import pilothouse.api.json.JsonWriter;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;

/// A [Status] as an answer, in a media type that the call accepts.
@FunctionalInterface
public interface StatusResponses {
  Response of(Call call, Status status);

  /// As JSON, whatever the call accepts.
  static StatusResponses json() {
    return (_, status) ->
        Response.of(status.code(), "application/json", line(JsonWriter.compact(status.tree())));
  }

  /// Upstream's JSON documents end in a newline.
  static Bytes line(Bytes json) {
    byte[] longer = java.util.Arrays.copyOf(json.unsafeArray(), json.size() + 1);
    longer[json.size()] = '\n';
    return Bytes.wrap(longer);
  }
}
