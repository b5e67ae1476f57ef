package pilothouse.server.http;

import java.util.List;
import pilothouse.api.Bytes;

/// Turns a [Response] into a head and bytes on the way out: the only code that decides about lengths and compression.
///
/// Compression: upstream's rule, apiserver `pkg/endpoints/handlers/responsewriters/writers.go`: gzip at level 1 of successful answers to GET of 128 KiB and
/// more.
final class ResponseWriter {
  static final int GZIP_FROM = 128 << 10;

  /// For an answer that has no body by definition, so that no length is told.
  static final long NO_BODY = -2;

  static final long UNKNOWN = -1;

  private static final byte[] NOTHING = new byte[0];

  private final RequestHead request;
  private final Outgoing out;
  private final Ending ending;

  ResponseWriter(RequestHead request, Outgoing out, Ending ending) {
    this.request = request;
    this.out = out;
    this.ending = ending;
  }

  void write(Response response) throws InterruptedException {
    int status = response.status();
    if (status == 204 || status == 304) {
      out.start(status, response.headers(), NO_BODY, NOTHING, true);
      return;
    }
    switch (response.body()) {
      case Response.Body.Empty _ -> out.start(status, response.headers(), 0, NOTHING, true);
      case Response.Body.Whole(var bytes) -> whole(response, bytes);
      case Response.Body.Pieces(var writer) -> pieces(response, writer);
      case Response.Body.Stream(var writer) -> stream(response, writer);
      case Response.Body.Messages(var text, var writer) -> messages(response, text, writer);
    }
  }

  private void whole(Response response, Bytes bytes) throws InterruptedException {
    if (bytes.size() >= GZIP_FROM && mayCompress(response)) {
      pieces(response, sink -> sink.write(bytes));
      return;
    }
    byte[] body = headOnly() ? NOTHING : bytes.unsafeArray();
    out.start(response.status(), response.headers(), bytes.size(), body, true);
  }

  private void pieces(Response response, Response.Writer writer) throws InterruptedException {
    if (headOnly()) {
      out.start(response.status(), response.headers(), NO_BODY, NOTHING, true);
      return;
    }
    try (var sink = new PieceSink(response, mayCompress(response), out, ending)) {
      writer.write(sink);
      sink.finish();
    }
  }

  private void stream(Response response, Response.Writer writer) throws InterruptedException {
    if (headOnly()) {
      out.start(response.status(), response.headers(), NO_BODY, NOTHING, true);
      return;
    }
    out.start(response.status(), response.headers(), UNKNOWN, NOTHING, false);
    out.stream();
    writer.write(new StreamSink(out, ending));
    out.send(NOTHING, 0, true);
  }

  private void messages(Response response, boolean text, Response.Writer writer)
      throws InterruptedException {
    out.start(response.status(), response.headers(), NO_BODY, NOTHING, false);
    out.stream();
    var sink = new MessageSink(text, out, ending);
    writer.write(sink);
    sink.finish();
  }

  private boolean headOnly() {
    return request.method().equals("HEAD");
  }

  private boolean mayCompress(Response response) {
    return response.status() == 200
        && request.method().equals("GET")
        && !response.headers().has("Content-Encoding")
        && acceptsGzip(request.headers().all("Accept-Encoding"));
  }

  private static boolean acceptsGzip(List<String> values) {
    for (String value : values) {
      for (String coding : value.split(",")) if (coding.trim().equals("gzip")) return true;
    }
    return false;
  }

  /// Every write leaves at once.
  private record StreamSink(Outgoing out, Ending ending) implements Response.Sink {
    @Override
    public void write(Bytes bytes) throws InterruptedException {
      if (bytes.size() > 0) out.send(bytes.unsafeArray(), bytes.size(), false);
    }

    @Override
    public boolean offer(List<Bytes> pieces) {
      return out.offer(pieces);
    }

    @Override
    public Runnable bell() {
      return out.bell();
    }

    @Override
    public boolean ended() {
      return ending.ended();
    }

    @Override
    public void onEnd(Runnable action) {
      ending.then(action);
    }
  }
}
