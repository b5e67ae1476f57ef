package pilothouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;

/// An HTTP/2 connection. Uses Netty's frame layer without a channel per stream, which would cost a small request more than all the rest of it.
/// Everything here runs on the connection's event loop.
final class Http2Connection extends Http2ConnectionHandler implements Connection {
  /// The whole connection's window for request bodies, as many as 64 streams' full windows: more than that is not taken in ahead of its readers.
  static final int CONNECTION_WINDOW = 16 << 20;

  /// A stream's, upstream's figure: 99 % of all objects are smaller.
  static final int STREAM_WINDOW = 256 << 10;

  private static final byte[] NOTHING = new byte[0];

  private static final int LINGER_SECONDS = 1;

  private final Traffic traffic;
  private final Peer peer;
  private final HttpDate date;
  private final IntObjectMap<Exchange> exchanges = new IntObjectHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private @Nullable Outbox outbox;
  private @Nullable FrameBatch batch;
  private @Nullable ChannelHandlerContext own;
  private long idleSince = System.nanoTime();

  Http2Connection(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Traffic traffic,
      Peer peer,
      HttpDate date) {
    super(decoder, encoder, settings, false, true);
    this.traffic = traffic;
    this.peer = peer;
    this.date = date;
    connection().addListener(new Events());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    super.handlerAdded(ctx);
    own = ctx;
    batch = new FrameBatch(ctx, connection());
    outbox =
        new Outbox(
            ctx.channel().eventLoop(),
            () -> {
              leaveBatch();
              flush(ctx);
            });
    var local = decoder().flowController();
    var whole = connection().connectionStream();
    local.incrementWindowSize(whole, CONNECTION_WINDOW - local.initialWindowSize(whole));
    traffic.opened(this);
    long period = Math.max(1, traffic.settings.idle().toMillis() / 3);
    var check =
        ctx.executor()
            .scheduleAtFixedRate(() -> checkIdle(ctx), period, period, TimeUnit.MILLISECONDS);
    ctx.channel().closeFuture().addListener(_ -> check.cancel(false));
    gracefulShutdownTimeoutMillis(0); // waiting for what is open is done by drain, not here
  }

  /// What was gathered goes before whatever is written otherwise.
  private void leaveBatch() {
    FrameBatch gathered = batch;
    ChannelHandlerContext ctx = own;
    if (gathered == null || ctx == null) return;
    try {
      gathered.leave();
    } catch (Http2Exception violation) {
      onError(ctx, true, violation);
    }
  }

  private boolean isGathered(
      ChannelHandlerContext ctx, int id, ByteBuf body, ChannelFutureListener done) {
    FrameBatch gathered = batch;
    try {
      return gathered != null && gathered.offer(id, body, done);
    } catch (Http2Exception violation) {
      onError(ctx, true, violation);
      return false;
    }
  }

  private boolean isGathered(
      ChannelHandlerContext ctx, int id, List<Bytes> pieces, int size, ChannelFutureListener done) {
    FrameBatch gathered = batch;
    try {
      return gathered != null && gathered.offer(id, pieces, size, done);
    } catch (Http2Exception violation) {
      onError(ctx, true, violation);
      return false;
    }
  }

  private void checkIdle(ChannelHandlerContext ctx) {
    if (!exchanges.isEmpty()) return;
    if (System.nanoTime() - idleSince >= traffic.settings.idle().toNanos()) ctx.channel().close();
  }

  /// What the client sends.
  final class Frames extends Http2EventAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean end)
        throws Http2Exception {
      onHeadersRead(ctx, id, headers, padding, end);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
        throws Http2Exception {
      Exchange known = exchanges.get(id);
      if (known != null) { // trailers
        if (end) known.body.complete();
        return;
      }
      begin(ctx, id, headers, end);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) {
      Exchange exchange = exchanges.get(id);
      int size = data.readableBytes();
      if (exchange == null) return size + padding;
      int held = exchange.body.add(size == 0 ? NOTHING : ByteBufUtil.getBytes(data));
      if (end) exchange.body.complete();
      return held < 0 ? size + padding : padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) {
      Exchange exchange = exchanges.get(id);
      if (exchange != null) exchange.vanish();
    }
  }

  private final class Events extends Http2EventAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      Exchange exchange = exchanges.remove(stream.id());
      idleSince = System.nanoTime();
      if (exchange != null) exchange.vanish();
      ChannelHandlerContext ctx = own;
      if (ctx != null && connection().goAwaySent() && exchanges.isEmpty()) closeSoon(ctx);
    }
  }

  private void begin(ChannelHandlerContext ctx, int id, Http2Headers headers, boolean end)
      throws Http2Exception {
    if (headers.method() == null || headers.path() == null) {
      throw Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "no method or path");
    }
    Outbox box = outbox;
    // A client may reset streams faster than their handlers notice: those count until they do.
    if (box == null || running.get() >= 4 * traffic.settings.streams()) {
      throw Http2Exception.streamError(id, Http2Error.REFUSED_STREAM, "too many requests");
    }
    var wire = new StreamWire(ctx, id);
    running.incrementAndGet();
    var exchange =
        new Exchange(
            Http2Head.of(headers, end), peer, wire, box, traffic, running::decrementAndGet);
    exchanges.put(id, exchange);
    if (end) exchange.body.complete();
    exchange.start();
  }

  /// One exchange of this connection.
  private final class StreamWire implements Wire {
    private final ChannelHandlerContext ctx;
    private final int id;

    StreamWire(ChannelHandlerContext ctx, int id) {
      this.ctx = ctx;
      this.id = id;
    }

    @Override
    public void head(
        int status,
        Headers headers,
        long length,
        ByteBuf body,
        boolean last,
        ChannelFutureListener done) {
      if (gone()) {
        refuse(body, done);
        return;
      }
      leaveBatch();
      boolean empty = !body.isReadable();
      Http2Headers fields = Http2Head.of(status, headers, length, date.text());
      ChannelFuture written =
          encoder().writeHeaders(ctx, id, fields, 0, last && empty, ctx.newPromise());
      if (!empty) {
        written = encoder().writeData(ctx, id, body, 0, last, ctx.newPromise());
      } else {
        body.release();
      }
      written.addListener(done);
      if (last) afterLast(written, headers);
    }

    private void afterLast(ChannelFuture written, Headers headers) {
      Http2Stream stream = connection().stream(id);
      boolean unread = stream != null && stream.state().remoteSideOpen();
      if (unread) stopSending(written);
      if (headers.first("Connection").filter("close"::equalsIgnoreCase).isPresent()) leave(ctx);
    }

    /// The answer is complete before the request is: RFC 9113, 8.1.
    private void stopSending(ChannelFuture written) {
      written.addListener(_ -> {
        if (!gone()) resetStream(ctx, id, Http2Error.NO_ERROR.code(), ctx.newPromise());
      });
    }

    @Override
    public void data(ByteBuf body, boolean last, ChannelFutureListener done) {
      if (gone()) {
        refuse(body, done);
        return;
      }
      if (!last && isGathered(ctx, id, body, done)) return;
      leaveBatch();
      var written = encoder().writeData(ctx, id, body, 0, last, ctx.newPromise());
      written.addListener(done);
      if (last) afterLast(written, Headers.NONE);
    }

    @Override
    public boolean gathers(List<Bytes> pieces, int size, ChannelFutureListener done) {
      return isGathered(ctx, id, pieces, size, done);
    }

    private boolean gone() {
      return !exchanges.containsKey(id);
    }

    private void refuse(ByteBuf body, ChannelFutureListener done) {
      body.release();
      ctx.newFailedFuture(new Response.ClientGone()).addListener(done);
    }

    @Override
    public void streams() {
      // a stream of HTTP/2 tells by itself when its client leaves
    }

    @Override
    public void proceed() {
      if (gone()) return;
      Http2Headers fields = new DefaultHttp2Headers(false).status("100");
      encoder().writeHeaders(ctx, id, fields, 0, false, ctx.newPromise());
    }

    @Override
    public void consumed(int bytes) {
      Http2Stream stream = connection().stream(id);
      if (stream == null || gone()) return; // Netty gave the bytes of a closed stream back itself
      try {
        decoder().flowController().consumeBytes(stream, bytes);
      } catch (Http2Exception violation) {
        onError(ctx, true, violation);
      }
    }

    @Override
    public void abort() {
      if (gone()) return;
      leaveBatch();
      resetStream(ctx, id, Http2Error.INTERNAL_ERROR.code(), ctx.newPromise());
    }
  }

  /// Says that no new streams are taken, and closes when the present ones have ended.
  private void leave(ChannelHandlerContext ctx) {
    if (connection().goAwaySent()) return;
    goAway(
        ctx,
        connection().remote().lastStreamCreated(),
        Http2Error.NO_ERROR.code(),
        Unpooled.EMPTY_BUFFER,
        ctx.newPromise());
    ctx.flush();
    if (exchanges.isEmpty()) closeSoon(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    traffic.closed(this);
    for (Exchange exchange : new ArrayList<>(exchanges.values())) exchange.vanish();
    exchanges.clear();
  }

  @Override
  public void drain() {
    ChannelHandlerContext ctx = own;
    if (ctx == null) return;
    ctx.executor()
        .execute(() -> {
          for (Exchange exchange : new ArrayList<>(exchanges.values())) exchange.ending.end();
          leave(ctx);
        });
  }

  /// A client that was told to go closes by itself once it has read everything; closing under its hands would reset the connection, and with it lose
  /// the answers that it has not read yet.
  private static void closeSoon(ChannelHandlerContext ctx) {
    ctx.executor().schedule(() -> ctx.channel().close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    ChannelHandlerContext ctx = own;
    if (ctx != null) ctx.channel().close();
  }
}
