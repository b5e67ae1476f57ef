package pilothouse.server.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;

/// One request and its answer: runs on a virtual thread of its own, which ends when the answer's last byte is handed to the connection.
final class Exchange implements Runnable {
  private static final Logger LOG = System.getLogger("pilothouse.http");

  final RequestHead head;
  final IncomingBody body;
  final Outgoing out;
  final Ending ending = new Ending();
  private final Peer peer;
  private final Traffic traffic;
  private final Runnable left;

  /// @param left called once, on any thread, when the handler has returned and the answer is out or given up
  Exchange(RequestHead head, Peer peer, Wire wire, Outbox outbox, Traffic traffic, Runnable left) {
    this.head = head;
    this.peer = peer;
    this.traffic = traffic;
    this.left = left;
    this.out = new Outgoing(wire, outbox, traffic.settings.stalled(), traffic::answered);
    this.body = new IncomingBody(head.length(), this::wantBody, out::consumed);
  }

  void start() {
    traffic.began();
    Thread.startVirtualThread(this);
  }

  /// The client is gone, from the event loop.
  void vanish() {
    body.fail();
    out.vanish();
    ending.end();
  }

  private void wantBody() {
    if (head.awaitsContinue() && !out.started()) out.proceed();
  }

  @Override
  public void run() {
    try {
      answer();
    } catch (Response.ClientGone | RejectedExecutionException gone) {
      LOG.log(Level.TRACE, "client gone during {0} {1}", head.method(), head.target());
    } catch (Outgoing.Stalled stalled) {
      LOG.log(Level.DEBUG, "client takes nothing: {0} {1}", head.method(), head.target());
    } catch (InterruptedException | RuntimeException | Error failure) {
      LOG.log(Level.WARNING, "answer given up: " + head.method() + " " + head.target(), failure);
      apologise();
    } finally {
      close();
    }
  }

  private void answer() throws InterruptedException {
    var writer = new ResponseWriter(head, out, ending);
    String path;
    try {
      path = path(head.target());
    } catch (IllegalArgumentException malformed) {
      writer.write(Response.text(400, "400 Bad Request"));
      return;
    }
    writer.write(traffic.handler.handle(call(path)));
  }

  private Call call(String path) {
    int mark = head.target().indexOf('?');
    Query query = mark < 0 ? Query.NONE : Query.parse(head.target().substring(mark + 1));
    return new Call(
        head.method(),
        path,
        head.target(),
        query,
        head.headers(),
        body,
        peer,
        head.http2(),
        Instant.now(),
        Instant.MAX,
        RequestInfo.NONE,
        User.ANONYMOUS,
        new Warnings());
  }

  private static String path(String target) {
    int mark = target.indexOf('?');
    String raw = mark < 0 ? target : target.substring(0, mark);
    if (raw.indexOf('%') < 0) return raw;
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private void apologise() {
    if (out.started() || out.gone()) return;
    out.start(500, Headers.of("Content-Type", "text/plain; charset=utf-8"), 0, new byte[0], true);
  }

  private void close() {
    try {
      body.discard();
      out.abort();
    } catch (RejectedExecutionException down) {
      traffic.answered();
    } finally {
      left.run();
    }
  }
}
