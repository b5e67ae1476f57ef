package pilothouse.server.http;

import java.net.InetSocketAddress;
import java.time.Duration;

/// How an [HttpServer] listens and what it allows its clients.
///
/// @param address port 0 takes any free one
/// @param streams how many requests one HTTP/2 connection may have open at once
/// @param idle how long a connection without requests stays open
/// @param stalled how long a client that has an answer coming may take none of it
/// @param headBytes the most that a request line and its headers may take
public record HttpSettings(
    InetSocketAddress address,
    Tls tls,
    int streams,
    Duration idle,
    Duration stalled,
    int headBytes) {

  /// Upstream's idle timeout and head size. 250 streams are HTTP/2's usual figure in Go; upstream's own default of 100 is for servers that
  /// give each stream a thread's stack.
  public static HttpSettings of(InetSocketAddress address, Tls tls) {
    return new HttpSettings(
        address, tls, 250, Duration.ofSeconds(90), Duration.ofSeconds(60), 1 << 20);
  }

  public HttpSettings withStreams(int count) {
    return new HttpSettings(address, tls, count, idle, stalled, headBytes);
  }

  public HttpSettings withIdle(Duration time) {
    return new HttpSettings(address, tls, streams, time, stalled, headBytes);
  }

  public HttpSettings withStalled(Duration time) {
    return new HttpSettings(address, tls, streams, idle, time, headBytes);
  }
}
