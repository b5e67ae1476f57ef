package pilothouse.storage.etcd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/// A way to an address on which everything that comes back takes a while longer.
final class SlowPath implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final URI to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;

  /// What has arrived, and when it may go on; no bytes at the end.
  private record Parcel(byte[] bytes, long due) {}

  SlowPath(URI to) throws IOException {
    this.to = to;
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /// How much longer from now on.
  void delay(Duration delay) {
    this.delay = delay;
  }

  private void accept() {
    try {
      while (true) serve(door.accept(), new Socket(to.getHost(), to.getPort()));
    } catch (IOException e) {
      closeAll();
    }
  }

  private void serve(Socket client, Socket server) {
    open.add(client);
    open.add(server);
    var parcels = new LinkedBlockingQueue<Parcel>();
    Thread.ofVirtual().start(() -> forward(client, server));
    Thread.ofVirtual().start(() -> collect(server, parcels));
    Thread.ofVirtual().start(() -> deliver(parcels, client));
  }

  private void forward(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side is gone: closing both tells the other.
      open.remove(from);
      open.remove(to);
    }
  }

  private void collect(Socket from, BlockingQueue<Parcel> parcels) {
    try {
      var buffer = new byte[64 << 10];
      var in = from.getInputStream();
      for (int n = in.read(buffer); n > 0; n = in.read(buffer))
        parcels.add(
            new Parcel(java.util.Arrays.copyOf(buffer, n), System.nanoTime() + delay.toNanos()));
      parcels.add(new Parcel(new byte[0], 0));
    } catch (IOException e) {
      parcels.add(new Parcel(new byte[0], 0));
    }
  }

  private static void deliver(BlockingQueue<Parcel> parcels, Socket to) {
    try (to;
        OutputStream out = to.getOutputStream()) {
      for (var parcel = parcels.take(); parcel.bytes().length > 0; parcel = parcels.take()) {
        while (System.nanoTime() - parcel.due() < 0)
          LockSupport.parkNanos(parcel.due() - System.nanoTime());
        out.write(parcel.bytes());
      }
    } catch (IOException e) {
      // The client is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAll() {
    for (var socket : open)
      try {
        socket.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
  }

  @Override
  public void close() throws IOException {
    door.close();
    closeAll();
  }
}
