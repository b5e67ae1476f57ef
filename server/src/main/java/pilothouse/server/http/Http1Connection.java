package pilothouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 connection: one exchange at a time. What a client sends ahead waits, decoded but unread, and no more is read from the socket until
/// its turn has come. Everything here runs on the connection's event loop.
final class Http1Connection extends ChannelInboundHandlerAdapter implements Connection {
  /// How much of a body may wait for its reader.
  private static final int WINDOW = 256 << 10;

  /// An answer may come before the request's body is whole (413, 401 …). Closing then would make the client's kernel throw the answer away, so the
  /// rest is read and dropped for a while.
  private static final int LINGER_SECONDS = 3;

  private final Traffic traffic;
  private final Peer peer;
  private final HttpDate date;
  private final Channel channel;
  private final TlsRecords records;
  private final Outbox outbox;
  private final ArrayDeque<Object> ahead = new ArrayDeque<>();
  private @Nullable Exchange answering;
  private @Nullable Exchange receiving;
  private boolean closing;
  private boolean streaming;
  private boolean inputEnded;
  private long idleSince = System.nanoTime();

  Http1Connection(Traffic traffic, Peer peer, HttpDate date, Channel channel, TlsRecords records) {
    this.traffic = traffic;
    this.peer = peer;
    this.date = date;
    this.channel = channel;
    this.records = records;
    this.outbox = new Outbox(channel.eventLoop(), channel::flush);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext own) {
    traffic.opened(this);
    records.holdWhile(() -> answering != null && receiving == null && !streaming);
    long period = Math.max(1, traffic.settings.idle().toMillis() / 3);
    var check =
        own.executor().scheduleAtFixedRate(this::checkIdle, period, period, TimeUnit.MILLISECONDS);
    own.channel().closeFuture().addListener(_ -> check.cancel(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext own, Object message) {
    if (closing && !(message instanceof HttpContent)) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (!ahead.isEmpty() || (answering != null && message instanceof HttpRequest)) {
      ahead.add(message);
      own.channel().config().setAutoRead(false);
      return;
    }
    accept(message);
  }

  private void accept(Object message) {
    try {
      if (message instanceof HttpRequest request) begin(request);
      if (message instanceof HttpContent content) receive(content);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      refuse(request.decoderResult().cause());
      return;
    }
    boolean modern = request.protocolVersion().isKeepAliveDefault();
    if (modern && !request.headers().contains(HttpHeaderNames.HOST)) {
      refuse("400 Bad Request: missing required Host header");
      return;
    }
    RequestHead head = Http1Head.of(request);
    var wire = new Http1Wire(this, head.method(), HttpUtil.isKeepAlive(request), modern);
    var exchange = new Exchange(head, peer, wire, outbox, traffic, () -> {});
    wire.serves(exchange);
    answering = exchange;
    receiving = exchange;
    exchange.start();
  }

  private void receive(HttpContent content) {
    Exchange exchange = receiving;
    if (exchange == null) return;
    if (content.decoderResult().isFailure()) {
      exchange.body.fail();
      closing = true;
      return;
    }
    int size = content.content().readableBytes();
    if (size > 0) {
      int held = exchange.body.add(ByteBufUtil.getBytes(content.content()));
      if (held > WINDOW) channel.config().setAutoRead(false);
    }
    if (content instanceof LastHttpContent) {
      exchange.body.complete();
      receiving = null;
      if (closing && answering == null) channel.close();
    }
  }

  private void refuse(Throwable cause) {
    boolean tooLong =
        cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
    refuse(tooLong ? "431 Request Header Fields Too Large" : "400 Bad Request");
  }

  /// Answers what is no request; nothing that follows on this connection can be trusted.
  private void refuse(String text) {
    closing = true;
    String status = text.indexOf(':') < 0 ? text : text.substring(0, text.indexOf(':'));
    String answer =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
            + text;
    channel
        .writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.UTF_8))
        .addListener(ChannelFutureListener.CLOSE);
  }

  Channel channel() {
    return channel;
  }

  String date() {
    return date.text();
  }

  /// Whether the connection must end with the exchange at hand.
  boolean lastExchange() {
    return closing || traffic.draining() || receiving != null || (inputEnded && ahead.isEmpty());
  }

  /// The exchange at hand is written to its last byte.
  void answered(boolean close) {
    answering = null;
    streaming = false;
    idleSince = System.nanoTime();
    if (close || traffic.draining()) {
      closing = true;
      ahead.forEach(ReferenceCountUtil::release);
      ahead.clear();
      linger();
      return;
    }
    while (!ahead.isEmpty() && !(answering != null && ahead.peek() instanceof HttpRequest)) {
      accept(ahead.poll());
    }
    if (!ahead.isEmpty()) return;
    if (inputEnded && answering == null) linger();
    resume();
    lookAgain();
  }

  /// At what was held back while an answer was under way, once that is out.
  private void lookAgain() {
    if (records.holds())
      channel
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(_ -> channel.pipeline().fireUserEventTriggered(TlsRecords.LOOK));
  }

  private void closeOnceFlushed() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private void linger() {
    if (receiving == null || inputEnded) {
      closeOnceFlushed();
      return;
    }
    channel.flush();
    receiving.body.discard();
    resume();
    channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  /// Whether the rest of this exchange's body is still to come.
  boolean waitsFor(@Nullable Exchange exchange) {
    return exchange != null && receiving == exchange;
  }

  /// A socket whose input has ended must not be asked for more: Netty has taken it out of epoll's set then, and the wish to read fails.
  void resume() {
    if (!inputEnded) channel.config().setAutoRead(true);
  }

  /// The exchange at hand goes on for as long as the client listens.
  void streams() {
    streaming = true;
    if (inputEnded) closeOnceFlushed();
    else lookAgain();
  }

  /// The head of the exchange at hand has changed the protocol: from now on the client sends frames.
  void becomeWebSocket() {
    ahead.forEach(ReferenceCountUtil::release);
    ahead.clear();
    Exchange exchange = answering;
    if (exchange == null) return;
    var pipeline = channel.pipeline();
    var decoder = pipeline.context(HttpRequestDecoder.class);
    var frames = new WebSocket13FrameDecoder(true, false, WebSocketReceiver.LARGEST);
    pipeline.addAfter(decoder.name(), "receiver", new WebSocketReceiver(exchange.ending::end));
    pipeline.addAfter(decoder.name(), "frames", frames);
    pipeline.remove(decoder.handler());
    resume();
  }

  /// The client has closed its half. It still wants the answer to what it asked, but not one that goes on until it leaves.
  private void endInput() {
    inputEnded = true;
    if (streaming) channel.close();
    else if (answering == null) linger();
    else if (receiving != null) receiving.body.fail();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext own, Object event) {
    if (event instanceof ChannelInputShutdownEvent) endInput();
  }

  void abort() {
    channel.close();
  }

  private void checkIdle() {
    if (answering != null) return;
    if (System.nanoTime() - idleSince >= traffic.settings.idle().toNanos()) channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext own) {
    ahead.forEach(ReferenceCountUtil::release);
    ahead.clear();
    Exchange exchange = answering;
    if (exchange != null) exchange.vanish();
    traffic.closed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
    own.close();
  }

  @Override
  public void drain() {
    channel
        .eventLoop()
        .execute(() -> {
          Exchange exchange = answering;
          if (exchange == null) channel.close();
          else exchange.ending.end();
        });
  }

  @Override
  public void close() {
    channel.close();
  }

  /// Texts of the status codes in use.
  static ByteBuf statusLine(ByteBuf into, int status) {
    String text = REASONS.getOrDefault(status, "Status");
    ByteBufUtil.writeAscii(into, "HTTP/1.1 " + status + " " + text + "\r\n");
    return into;
  }

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(101, "Switching Protocols"),
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(413, "Request Entity Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Entity"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));
}
