package pilothouse.server.http;

import java.util.List;
import pilothouse.api.Bytes;

/// The answer to a call.
public record Response(int status, Headers headers, Body body) {

  /// What is sent after the head.
  public sealed interface Body {
    /// Nothing at all.
    enum Empty implements Body {
      EMPTY
    }

    /// Bytes that are at hand; sent with a Content-Length.
    record Whole(Bytes bytes) implements Body {}

    /// Written piece by piece as it is made, and never held whole: large lists. Compressed like [Whole] where the client wants it.
    record Pieces(Writer writer) implements Body {}

    /// Written for as long as the client listens, every piece flushed: watches. Never compressed.
    record Stream(Writer writer) implements Body {}

    /// A web socket on which every write is one message; see [WebSocketHandshake].
    record Messages(boolean text, Writer writer) implements Body {}
  }

  /// Writes a body on the call's own thread.
  @FunctionalInterface
  public interface Writer {
    void write(Sink sink) throws InterruptedException;
  }

  /// The way to the client.
  public interface Sink {
    /// Sends bytes; blocks while the client is slower than we are.
    ///
    /// @throws ClientGone when the client went away
    void write(Bytes bytes) throws InterruptedException;

    /// Takes pieces if there is room for all of them, and never waits: for one thread that writes to many clients. They leave when the [#bell] has been
    /// run, once after any number of offers.
    ///
    /// @return false if nothing was taken: [#write] waits for room, or tells why there is none
    default boolean offer(List<Bytes> pieces) {
      return false;
    }

    /// Sends off what was offered; the same one for all answers of a connection.
    default Runnable bell() {
      return () -> {};
    }

    /// Whether the client went away or the server wants long answers to end.
    boolean ended();

    /// Runs `action` once when [#ended] becomes true, at once if it is already; for writers that wait for something else.
    void onEnd(Runnable action);
  }

  /// The client vanished while an answer was written; nobody is there to be told.
  public static final class ClientGone extends RuntimeException {
    public ClientGone() {
      super("client gone", null, false, false);
    }
  }

  public static Response of(int status, String contentType, Bytes bytes) {
    return new Response(status, Headers.of("Content-Type", contentType), new Body.Whole(bytes));
  }

  public static Response text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", Bytes.utf8(text));
  }

  public Response with(Body other) {
    return new Response(status, headers, other);
  }

  public Response with(String name, String value) {
    return new Response(status, headers.and(name, value), body);
  }
}
