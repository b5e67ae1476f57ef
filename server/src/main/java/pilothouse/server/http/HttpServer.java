package pilothouse.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Speaks HTTPS, HTTP/2 and HTTP/1.1, on one port, and runs a handler on a virtual thread for every request.
///
/// A few event loops carry all connections and do no work of handlers; a handler may block as it likes. Ends in three steps: [#drain] takes no new
/// connections and requests and ends long answers, then [#close] cuts what is left.
public final class HttpServer implements AutoCloseable {
  /// How much of one connection may wait for its socket, encrypted: two answers' worth of what may be under way, so that a list is not broken off piece by piece.
  private static final WriteBufferWaterMark ENCRYPTED =
      new WriteBufferWaterMark(Outgoing.HIGH, 2 * Outgoing.HIGH);

  private final Traffic traffic;
  private final EventLoopGroup loops;
  private final Channel listener;

  private HttpServer(Traffic traffic, EventLoopGroup loops, Channel listener) {
    this.traffic = traffic;
    this.loops = loops;
    this.listener = listener;
  }

  /// Listens from now on.
  ///
  /// @throws IOException when the address is taken or the certificate unusable
  public static HttpServer start(HttpSettings settings, Handler handler) throws IOException {
    var traffic = new Traffic(settings, handler);
    var doorway = new Doorway(traffic, TlsContext.of(settings.tls()));
    boolean epoll = Epoll.isAvailable();
    Class<? extends ServerChannel> kind =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(kind)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ENCRYPTED)
            .childHandler(doorway)
            .bind(settings.address())
            .awaitUninterruptibly();
    if (bound.isSuccess()) return new HttpServer(traffic, loops, bound.channel());
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    throw new IOException("cannot listen on " + settings.address(), bound.cause());
  }

  /// Loads the native libraries of sockets and of TLS, which the first [#start] of a process does otherwise.
  public static void loadNatives() {
    TlsContext.load();
    Epoll.isAvailable();
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  public int connections() {
    return traffic.connections();
  }

  /// Requests whose answers are not out to the last byte.
  public int exchanges() {
    return traffic.exchanges();
  }

  /// Takes nothing new, ends long answers, and waits for the short ones; whether all were answered in time.
  public boolean drain(Duration patience) throws InterruptedException {
    listener.close().awaitUninterruptibly();
    traffic.drain();
    return traffic.awaitAnswers(patience);
  }

  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    traffic.close();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
