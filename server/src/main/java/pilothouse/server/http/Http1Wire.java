package pilothouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One exchange on an HTTP/1 connection: writes heads and chunks by hand, a small answer as one buffer.
final class Http1Wire implements Wire {
  /// Up to here copying is cheaper than sending one more buffer.
  private static final int SMALL = 8 << 10;

  private static final int SWITCHING_PROTOCOLS = 101;

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Http1Connection connection;
  private final boolean headOnly;
  private final boolean keepAlive;
  private final boolean modern;
  private @Nullable Exchange exchange;
  private boolean chunked;
  private boolean close;

  Http1Wire(Http1Connection connection, String method, boolean keepAlive, boolean modern) {
    this.connection = connection;
    this.headOnly = method.equals("HEAD");
    this.keepAlive = keepAlive;
    this.modern = modern;
  }

  void serves(Exchange served) {
    exchange = served;
  }

  @Override
  public void head(
      int status,
      Headers headers,
      long length,
      ByteBuf body,
      boolean last,
      ChannelFutureListener done) {
    Channel channel = connection.channel();
    int size = body.readableBytes();
    boolean unbounded = length == ResponseWriter.UNKNOWN;
    chunked = unbounded && modern;
    close =
        !keepAlive
            || status == SWITCHING_PROTOCOLS
            || connection.lastExchange()
            || (unbounded && !modern)
            || headers.first("Connection").filter("close"::equalsIgnoreCase).isPresent();
    ByteBuf out = channel.alloc().buffer(512 + (size <= SMALL ? size + 16 : 0));
    fields(Http1Connection.statusLine(out, status), headers, length);
    write(out, body, size, last, done);
    if (status == SWITCHING_PROTOCOLS) connection.becomeWebSocket();
  }

  private void fields(ByteBuf out, Headers headers, long length) {
    headers.forEach((name, value) -> field(out, name, value));
    field(out, "Date", connection.date());
    if (length >= 0) field(out, "Content-Length", Long.toString(length));
    if (chunked) field(out, "Transfer-Encoding", "chunked");
    if (close && !headers.has("Connection")) field(out, "Connection", "close");
    if (!close && !modern) field(out, "Connection", "keep-alive");
    crlf(out);
  }

  /// A line break within a value would end the header, so that the rest could pass for another: it becomes a space.
  private static void field(ByteBuf out, String name, String value) {
    ByteBufUtil.writeAscii(out, name);
    out.writeShort(':' << 8 | ' ');
    int start = out.writerIndex();
    ByteBufUtil.writeUtf8(out, value);
    for (int i = start; i < out.writerIndex(); i++) {
      byte b = out.getByte(i);
      if (b == '\r' || b == '\n' || b == 0) out.setByte(i, ' ');
    }
    crlf(out);
  }

  private static void crlf(ByteBuf out) {
    out.writeShort('\r' << 8 | '\n');
  }

  @Override
  public void data(ByteBuf body, boolean last, ChannelFutureListener done) {
    int size = body.readableBytes();
    ByteBuf out = connection.channel().alloc().buffer(size <= SMALL ? size + 32 : 16);
    write(out, body, size, last, done);
  }

  /// Sends what stands in `out`, then the body as the framing asks.
  private void write(
      ByteBuf out, ByteBuf body, int size, boolean last, ChannelFutureListener done) {
    Channel channel = connection.channel();
    if (chunked && size > 0) ByteBufUtil.writeAscii(out, Integer.toHexString(size) + "\r\n");
    if (size <= SMALL) {
      out.writeBytes(body);
      body.release();
      tail(out, size, last);
      channel.write(out).addListener(done);
    } else {
      ByteBuf tail = channel.alloc().buffer(16);
      tail(tail, size, last);
      channel.write(out);
      channel.write(body);
      channel.write(tail).addListener(done);
    }
    if (last) connection.answered(close);
  }

  private void tail(ByteBuf out, int size, boolean last) {
    if (!chunked || headOnly) return;
    if (size > 0) crlf(out);
    if (last) out.writeBytes(LAST_CHUNK);
  }

  @Override
  public void streams() {
    connection.streams();
  }

  @Override
  public void proceed() {
    connection.channel().write(Unpooled.wrappedBuffer(CONTINUE));
  }

  @Override
  public void consumed(int bytes) {
    if (connection.waitsFor(exchange)) connection.resume();
  }

  @Override
  public void abort() {
    connection.abort();
  }
}
