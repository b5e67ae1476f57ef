package pilothouse.server.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/// What a client sends over a web socket on which only we have something to say: pings are answered, a close ends the answer, and all else is ignored.
final class WebSocketReceiver extends SimpleChannelInboundHandler<WebSocketFrame> {
  /// Who sends more in one frame is no client of ours.
  static final int LARGEST = 64 << 10;

  private final Runnable closed;

  /// @param closed called when the client says goodbye
  WebSocketReceiver(Runnable closed) {
    this.closed = closed;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext own, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame) closed.run();
    if (frame instanceof PingWebSocketFrame) pong(own, ByteBufUtil.getBytes(frame.content()));
  }

  /// A client that takes nothing gets no pongs either, or they would pile up.
  private static void pong(ChannelHandlerContext own, byte[] payload) {
    if (own.channel().isWritable())
      own.writeAndFlush(Unpooled.wrappedBuffer(MessageSink.pong(payload)));
  }
}
