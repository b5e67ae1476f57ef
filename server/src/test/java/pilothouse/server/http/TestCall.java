package pilothouse.server.http;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import pilothouse.api.Bytes;
import pilothouse.server.filters.RequestInfos;

/// Calls as filters hand them to handlers, made without a socket, and what comes back.
public final class TestCall {
  private TestCall() {}

  public static Call get(String target, String... headers) {
    return of("GET", target, "", headers);
  }

  /// @param headers names and values in turn
  public static Call of(String method, String target, String body, String... headers) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    var query = Query.parse(mark < 0 ? "" : target.substring(mark + 1));
    return new Call(
        method,
        path,
        target,
        query,
        Headers.of(headers),
        _ -> Bytes.utf8(body),
        new Peer(new InetSocketAddress(0), List.of()),
        false,
        Instant.EPOCH,
        Instant.MAX,
        RequestInfos.of(method, path, query),
        new User("jane", "", List.of("system:masters"), Map.of()),
        new Warnings());
  }

  /// The whole body, however it is sent.
  public static String text(Response response) {
    return switch (response.body()) {
      case Response.Body.Empty _ -> "";
      case Response.Body.Whole(var bytes) -> bytes.utf8();
      case Response.Body.Pieces(var writer) -> written(writer);
      case Response.Body.Stream(var writer) -> written(writer);
      case Response.Body.Messages(_, var writer) -> written(writer);
    };
  }

  private static String written(Response.Writer writer) {
    var out = new StringBuilder();
    var over = new AtomicBoolean();
    try {
      writer.write(
          new Response.Sink() {
            @Override
            public void write(Bytes bytes) {
              out.append(bytes.utf8());
            }

            @Override
            public boolean ended() {
              return over.get();
            }

            @Override
            public void onEnd(Runnable action) {}
          });
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return out.toString();
  }
}
