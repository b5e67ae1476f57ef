package pilothouse.server.http;

import java.time.Duration;
import java.time.Instant;
import pilothouse.api.Bytes;

/// One HTTP request and what the filters found out about it on its way in. Immutable; filters pass on changed copies.
///
/// @param method upper case
/// @param path decoded, without the query
/// @param target as the client sent it, with the query
/// @param http2 over HTTP/2 rather than HTTP/1.1
/// @param received when its head was read
/// @param deadline when its answer must be ready; [Instant#MAX] for long-running calls
/// @param warnings collects what becomes `Warning` headers
public record Call(
    String method,
    String path,
    String target,
    Query query,
    Headers headers,
    RequestBody body,
    Peer peer,
    boolean http2,
    Instant received,
    Instant deadline,
    RequestInfo info,
    User user,
    Warnings warnings) {

  public Call withHeaders(Headers changed) {
    return new Call(
        method, path, target, query, changed, body, peer, http2, received, deadline, info, user,
        warnings);
  }

  public Call withInfo(RequestInfo found) {
    return new Call(
        method, path, target, query, headers, body, peer, http2, received, deadline, found, user,
        warnings);
  }

  public Call withUser(User found) {
    return new Call(
        method, path, target, query, headers, body, peer, http2, received, deadline, info, found,
        warnings);
  }

  public Call withDeadline(Instant end) {
    return new Call(
        method, path, target, query, headers, body, peer, http2, received, end, info, user,
        warnings);
  }

  /// The time until the deadline, never negative.
  public Duration timeLeft(Instant now) {
    Duration left = Duration.between(now, deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  public Bytes readBody(int limit) {
    return body.read(limit);
  }
}
