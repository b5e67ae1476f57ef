package pilothouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import java.util.List;
import pilothouse.api.Bytes;

/// One exchange as its connection's protocol carries it out. Called on the connection's event loop alone, in order.
///
/// Every buffer is handed over; `done` is told when its bytes have left, or that they never will.
interface Wire {
  /// The final head, and the first or only bytes of the body.
  ///
  /// @param length of the whole body; -1 where it is not known beforehand
  void head(
      int status,
      Headers headers,
      long length,
      ByteBuf body,
      boolean last,
      ChannelFutureListener done);

  void data(ByteBuf body, boolean last, ChannelFutureListener done);

  /// More of the body, which may wait for others of the connection to leave with it.
  ///
  /// @param size of all pieces together
  /// @return false if nothing was taken: [#data] carries them then
  default boolean gathers(List<Bytes> pieces, int size, ChannelFutureListener done) {
    return false;
  }

  /// What follows the head goes on for as long as the client listens: that it stops talking now means that it leaves.
  void streams();

  /// `100 Continue`
  void proceed();

  /// The handler took this many bytes of the request's body: the client may send as many again.
  void consumed(int bytes);

  /// Gives up in the middle of an answer, so that the client notices that it is not whole.
  void abort();
}
