package pilothouse.server.http;

import pilothouse.api.Bytes;

/// The body of a request, which is read when a handler asks for it.
public interface RequestBody {
  RequestBody NONE = _ -> Bytes.EMPTY;

  /// The whole body; blocks until it has come.
  ///
  /// @throws pilothouse.api.ApiException `RequestEntityTooLarge` when it is longer than `limit` bytes, `BadRequest` when the client vanished
  Bytes read(int limit);
}
