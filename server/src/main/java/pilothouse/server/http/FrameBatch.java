package pilothouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;

/// DATA frames of one connection that leave as one piece: an event for a hundred watches is encrypted and written as a few large records, and costs
/// each watch a copy of its bytes; so is a piece of a list, which is four frames. Netty's own way of a frame is several times as dear; it stays for what is
/// larger still or has to wait for a window. Used on the connection's event loop; empty between two turns of it.
final class FrameBatch {
  /// What any peer takes in a frame: RFC 9113, 6.5.2.
  private static final int LARGEST = 16 << 10;

  private static final int HEAD = 9;

  /// A piece of 64 KiB and the heads of its frames. With more than that, what is there leaves first.
  private static final int FULL = (64 << 10) + 4 * HEAD;

  private static final byte DATA = 0;
  private static final byte NO_FLAGS = 0;

  private final ChannelHandlerContext ctx;
  private final Http2Connection connection;
  private final Http2RemoteFlowController flow;
  private @Nullable ByteBuf frames;
  private int size;
  private List<ChannelFutureListener> waiting = new ArrayList<>();

  FrameBatch(ChannelHandlerContext ctx, Http2Connection connection) {
    this.ctx = ctx;
    this.connection = connection;
    this.flow = connection.remote().flowController();
  }

  /// Takes a frame that may leave now, with all that was taken before.
  ///
  /// @param done told when it has left, or never will
  /// @return false if nothing was taken: it is too large, or has to wait for others or for a window
  boolean offer(int id, ByteBuf body, ChannelFutureListener done) throws Http2Exception {
    ByteBuf out = room(id, body.readableBytes());
    if (out == null) return false;
    while (body.isReadable()) {
      int length = Math.min(LARGEST, body.readableBytes());
      head(id, length, out).writeBytes(body, length);
    }
    body.release();
    waiting.add(done);
    return true;
  }

  /// The same of pieces that fit into one frame.
  ///
  /// @param length of all of them
  boolean offer(int id, List<Bytes> pieces, int length, ChannelFutureListener done)
      throws Http2Exception {
    ByteBuf out = length > LARGEST ? null : room(id, length);
    if (out == null) return false;
    head(id, length, out);
    for (Bytes piece : pieces) out.writeBytes(piece.unsafeArray());
    waiting.add(done);
    return true;
  }

  /// Where a body goes, which its windows are then charged with; null if it may not leave now.
  private @Nullable ByteBuf room(int id, int length) throws Http2Exception {
    Http2Stream stream = connection.stream(id);
    int needed = length + HEAD * Math.ceilDiv(length, LARGEST);
    if (stream == null || length == 0 || needed > FULL || !isOpen(stream, length)) return null;
    if (frames != null && frames.writableBytes() < needed) leave();
    if (frames == null) frames = ctx.alloc().directBuffer(FULL);
    flow.incrementWindowSize(stream, -length);
    size += length;
    return frames;
  }

  /// Whether nothing of the stream waits, and the windows of both have room.
  private boolean isOpen(Http2Stream stream, int length) {
    return stream.state().localSideOpen()
        && flow.isWritable(stream)
        && !flow.hasFlowControlled(stream)
        && flow.windowSize(stream) >= length
        && flow.windowSize(connection.connectionStream()) >= size + length;
  }

  private static ByteBuf head(int id, int length, ByteBuf out) {
    return out.writeMedium(length).writeByte(DATA).writeByte(NO_FLAGS).writeInt(id);
  }

  /// Writes what was taken; it is not yet flushed.
  void leave() throws Http2Exception {
    ByteBuf out = frames;
    if (out == null) return;
    var told = waiting;
    frames = null;
    waiting = new ArrayList<>(told.size());
    flow.incrementWindowSize(connection.connectionStream(), -size);
    size = 0;
    var written = ctx.newPromise();
    ctx.write(out, written);
    written.addListener(
        (ChannelFutureListener)
            future -> {
              for (ChannelFutureListener listener : told) listener.operationComplete(future);
            });
  }
}
