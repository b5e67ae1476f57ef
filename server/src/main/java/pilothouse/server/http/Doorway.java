package pilothouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;

/// What a new connection goes through: is it TLS at all, the handshake, then the protocol that it chose there.
final class Doorway extends ChannelInitializer<SocketChannel> {
  /// Upstream waits 32 s for a request's head; a handshake is three packets.
  private static final long HANDSHAKE_MILLIS = 10_000;

  private final Traffic traffic;
  private final SslContext tls;
  private final HttpDate date = new HttpDate();

  Doorway(Traffic traffic, SslContext tls) {
    this.traffic = traffic;
    this.tls = tls;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    var sniffer = new Sniffer();
    channel.pipeline().addLast(sniffer);
    channel
        .eventLoop()
        .schedule(
            () -> {
              if (channel.pipeline().context(sniffer) != null) channel.close();
            },
            patience(),
            TimeUnit.MILLISECONDS);
  }

  /// How long a client may take to begin, and then to shake hands.
  private long patience() {
    return Math.min(HANDSHAKE_MILLIS, traffic.settings.idle().toMillis());
  }

  /// Looks at the first byte. Plain HTTP gets the answer that Go's server gives.
  private final class Sniffer extends ByteToMessageDecoder {
    private static final int TLS_HANDSHAKE = 22;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      if (in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE) {
        var handler = tls.newHandler(ctx.alloc());
        handler.setHandshakeTimeoutMillis(patience());
        var records = new TlsRecords();
        ctx.pipeline().addLast(records, handler, new Negotiation(handler, records));
        ctx.pipeline().remove(this);
        return;
      }
      in.skipBytes(in.readableBytes());
      var answer =
          "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
      ctx.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private final class Negotiation extends ApplicationProtocolNegotiationHandler {
    private final SslHandler handler;
    private final TlsRecords records;

    Negotiation(SslHandler handler, TlsRecords records) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.handler = handler;
      this.records = records;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      Peer peer = peer(ctx);
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        ctx.pipeline().remove(records);
        ctx.pipeline().addLast(new Http2ConnectionBuilder(traffic, peer, date).build());
        return;
      }
      var channel = (SocketChannel) ctx.channel();
      channel.config().setAllowHalfClosure(true);
      int head = traffic.settings.headBytes();
      var limits = new HttpDecoderConfig().setMaxInitialLineLength(head).setMaxHeaderSize(head);
      ctx.pipeline().addLast(new HttpRequestDecoder(limits));
      ctx.pipeline().addLast(new Http1Connection(traffic, peer, date, channel, records));
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }

    private Peer peer(ChannelHandlerContext ctx) {
      var address = ((SocketChannel) ctx.channel()).remoteAddress();
      return new Peer(address, certificates());
    }

    private List<X509Certificate> certificates() {
      var found = new ArrayList<X509Certificate>();
      try {
        for (Certificate shown : handler.engine().getSession().getPeerCertificates()) {
          if (shown instanceof X509Certificate certificate) found.add(certificate);
        }
      } catch (SSLPeerUnverifiedException none) {
        return List.of();
      }
      return found;
    }
  }
}
