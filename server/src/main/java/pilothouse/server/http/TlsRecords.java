package pilothouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Hands the records of a TLS connection on one by one, and holds back what comes while a request is being answered.
///
/// That may be the client's goodbye. The TLS library takes a `close_notify` as the end of both directions, but it closes only the client's own
/// (RFC 8446, 6.1): who sends a request and then closes its half still wants the answer. Which record is an alert cannot be seen from outside; all else that
/// comes between a whole request and its answer is the next request, whose turn it is not yet.
final class TlsRecords extends ByteToMessageDecoder {
  /// An event that says: what was held back may go now.
  static final Object LOOK = new Object();

  private static final int HEAD = 5;

  private boolean holds;
  private BooleanSupplier answering = () -> false;

  /// @param busy whether a request is whole and being answered
  void holdWhile(BooleanSupplier busy) {
    answering = busy;
  }

  /// Whether something is held back.
  boolean holds() {
    return holds;
  }

  @Override
  protected void decode(ChannelHandlerContext own, ByteBuf in, List<Object> out) {
    holds = answering.getAsBoolean();
    if (holds) {
      own.channel().config().setAutoRead(false);
      return;
    }
    if (in.readableBytes() < HEAD) return;
    int length = in.getUnsignedShort(in.readerIndex() + HEAD - 2);
    if (in.readableBytes() >= HEAD + length) out.add(in.readRetainedSlice(HEAD + length));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext own, Object event) throws Exception {
    if (event != LOOK) {
      super.userEventTriggered(own, event);
      // What was held back is gone with the rest of the input.
      if (event instanceof ChannelInputShutdownEvent) holds = false;
      return;
    }
    if (!holds) return;
    own.channel().config().setAutoRead(true);
    channelRead(own, Unpooled.EMPTY_BUFFER);
    own.fireChannelReadComplete();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
    own.close();
  }
}
