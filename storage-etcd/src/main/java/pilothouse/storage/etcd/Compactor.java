package pilothouse.storage.etcd;

import io.grpc.StatusRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreException;

/// Forgets the past of a cluster, one server of several at a time, upstream's included.
///
/* All of them write one key under a condition once in an interval. Who wins compacts to the revision that it saw an interval
 * ago; who loses notes the key's version and waits for the next turn. So a revision stays readable for one to two intervals.
 * Source: apiserver `pkg/storage/etcd3/compact.go`. */
final class Compactor implements AutoCloseable {
  private static final Logger LOG = System.getLogger("pilothouse.etcd");

  private final Cluster cluster;
  private final Compactions compactions;
  private final Duration every;
  private final Thread thread;
  private long turn;
  private long seen;

  Compactor(Cluster cluster, Compactions compactions, Duration every) {
    this.cluster = cluster;
    this.compactions = compactions;
    this.every = every;
    thread = Thread.ofVirtual().name("etcd compactor").unstarted(this::run);
  }

  void start() {
    if (every.isPositive()) thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(every);
        try {
          takeTurn();
        } catch (StoreException | StatusRuntimeException e) {
          LOG.log(Level.WARNING, "compaction failed, and is tried again: {0}", e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      // Only close() interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /// True if it was this server's turn and something was compacted.
  boolean takeTurn() {
    long target = seen;
    var value = Bytes.utf8(Long.toString(target));
    var answer =
        Answers.txn(cluster.call(Rpc.TXN, Requests.putIfVersion(Compactions.KEY, value, turn)));
    seen = answer.revision();
    turn = answer.succeeded() ? turn + 1 : answer.version();
    if (!answer.succeeded() || target == 0) return false;
    cluster.call(Rpc.COMPACT, Requests.compact(target));
    compactions.learn(target);
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
