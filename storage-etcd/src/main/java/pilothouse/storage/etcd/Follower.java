package pilothouse.storage.etcd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.StoreException;

/// The thread that feeds the [Tail], from whichever member there is: it resumes after what was delivered last, so that
/// nothing is missed or told twice.
final class Follower implements AutoCloseable {
  private static final Logger LOG = System.getLogger("pilothouse.etcd");
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Cluster cluster;
  private final Tail tail;
  private final Compactions compactions;
  private final LatestRevision latest;
  private final Thread thread;
  private volatile @Nullable WatchCall call;
  private volatile boolean closed;

  Follower(Cluster cluster, Tail tail, Compactions compactions, LatestRevision latest) {
    this.cluster = cluster;
    this.tail = tail;
    this.compactions = compactions;
    this.latest = latest;
    thread = Thread.ofVirtual().name("etcd tail").unstarted(this::run);
  }

  void start() {
    cluster.onFailure(this::leave);
    thread.start();
  }

  /// Gives the present stream up: its member does not answer.
  private void leave() {
    var running = call;
    if (running != null) running.close();
  }

  private void run() {
    try {
      while (!closed) {
        try {
          follow();
        } catch (StoreException e) {
          if (closed) return;
          LOG.log(Level.DEBUG, "the stream of events ended: {0}", e.getMessage());
          Thread.sleep(PAUSE);
          retry();
        }
      }
    } catch (InterruptedException e) {
      // Only close() interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until a member answers, and looks whether the cluster is still where it was.
  private void retry() {
    try {
      long revision = latest.read();
      if (revision >= tail.delivered()) return;
      LOG.log(
          Level.WARNING,
          "etcd went back from revision {0} to {1}; all watches begin anew",
          Long.toString(tail.delivered()),
          Long.toString(revision));
      tail.rewindTo(revision);
    } catch (StoreException.Unavailable e) {
      LOG.log(Level.WARNING, "no etcd answers: {0}", e.getMessage());
    }
  }

  /// Begins with the last event that was delivered: where a compaction has reached it, the next one is still there. From the
  /// one after it, older versions would leave out a deletion that was compacted meanwhile.
  private void follow() throws InterruptedException {
    try (var running = cluster.current().watch(Math.max(1, tail.delivered()))) {
      call = running;
      while (!closed) {
        var answer = running.next(PATIENCE);
        if (answer.isPresent() && !take(answer.get())) return;
      }
    } finally {
      call = null;
    }
  }

  /// False if the stream has ended.
  private boolean take(Answers.Watched answer) {
    if (answer.compacted() > 0) {
      compactions.learn(answer.compacted());
      tail.skipTo(answer.compacted() + 1);
      return false;
    }
    if (answer.canceled()) throw new StoreException.Unavailable("etcd: " + answer.reason());
    if (!answer.events().isEmpty()) tail.append(answer.events());
    return true;
  }

  @Override
  public void close() {
    closed = true;
    leave();
    thread.interrupt();
  }
}
