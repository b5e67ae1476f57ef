package pilothouse.server.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What a server has open: its connections, and how many exchanges are not yet answered to the last byte.
final class Traffic {
  final HttpSettings settings;
  final Handler handler;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger exchanges = new AtomicInteger();
  private volatile boolean draining;

  Traffic(HttpSettings settings, Handler handler) {
    this.settings = settings;
    this.handler = handler;
  }

  void opened(Connection connection) {
    connections.add(connection);
    if (draining) connection.drain();
  }

  void closed(Connection connection) {
    connections.remove(connection);
  }

  int connections() {
    return connections.size();
  }

  int exchanges() {
    return exchanges.get();
  }

  void began() {
    exchanges.incrementAndGet();
  }

  void answered() {
    if (exchanges.decrementAndGet() > 0 || !draining) return;
    synchronized (this) {
      notifyAll();
    }
  }

  boolean draining() {
    return draining;
  }

  void drain() {
    draining = true;
    for (Connection connection : connections) connection.drain();
  }

  /// Waits until everything is answered, or as long as asked; whether it is.
  synchronized boolean awaitAnswers(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (exchanges.get() > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) return false;
      wait(Math.min(left, 100));
    }
    return true;
  }

  void close() {
    for (Connection connection : connections) connection.close();
  }
}
