package pilothouse.storage.etcd;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Lease;
import pilothouse.storage.Outcome;
import pilothouse.storage.Page;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.StoreException;
import pilothouse.storage.Stored;
import pilothouse.storage.Watch;

/// A store on an etcd cluster, 3.4 or newer, that any number of servers share.
///
/// Every call has an end: while no member answers it is tried for the settings' patience, then it fails as
/// [StoreException.Unavailable]. A write that was sent and not answered is never sent again.
///
/* Watches do not each ask etcd: one stream of everything feeds them all ([Follower], [Tail]). */
public final class EtcdStore implements Store {
  /// So many revisions before the opening are read, so that caches can begin a little in the past.
  private static final int REPLAYED = 600;

  private static final Duration CATCH_UP = Duration.ofSeconds(2);

  private final EtcdSettings settings;
  private final Cluster cluster;
  private final Compactions compactions = new Compactions();
  private final LatestRevision latest;
  private final Tail tail;
  private final Follower follower;
  private final Compactor compactor;

  private EtcdStore(EtcdSettings settings, Cluster cluster) {
    this.settings = settings;
    this.cluster = cluster;
    latest = new LatestRevision(this::newestRevision);
    long revision = latest.read();
    get(Compactions.KEY).ifPresent(compactions::learn);
    // Revision 1 is that of an empty cluster: the only one without an event.
    long from = Math.max(2, Math.max(compactions.newest() + 1, revision - REPLAYED));
    tail = new Tail(from, compactions);
    follower = new Follower(cluster, tail, compactions, latest);
    follower.start();
    caughtUp(revision);
    compactor = new Compactor(cluster, compactions, settings.compactEvery());
    compactor.start();
  }

  /// @throws StoreException.Unavailable if no member answers
  public static EtcdStore open(EtcdSettings settings) {
    var cluster = new Cluster(settings);
    try {
      return new EtcdStore(settings, cluster);
    } catch (StoreException e) {
      cluster.close();
      throw e;
    }
  }

  /// A store whose stream cannot be had yet works all the same: its caches say that they are behind.
  private void caughtUp(long revision) {
    try {
      tail.await(revision, CATCH_UP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long newestRevision() {
    return Answers.revision(cluster.call(Rpc.RANGE, Requests.revision()));
  }

  @Override
  public Optional<Stored> get(String key) {
    var answer = Answers.range(cluster.call(Rpc.RANGE, Requests.get(key)));
    return answer.items().stream().findFirst();
  }

  @Override
  public Page range(Range range) {
    var keys = KeyRange.of(range.prefix(), range.start());
    if (keys.isEmpty())
      return new Page(List.of(), range.revision() == 0 ? revision() : range.revision(), 0);
    if (range.revision() != 0 && range.revision() < compactions.newest())
      throw new StoreException.Compacted(range.revision(), compactions.newest());
    try {
      var request = Requests.range(keys, range.limit(), range.revision());
      var answer = Answers.range(cluster.call(Rpc.RANGE, request));
      long at = range.revision() == 0 ? answer.revision() : range.revision();
      return new Page(answer.items(), at, answer.count() - answer.items().size());
    } catch (StatusRuntimeException e) {
      throw refused(e, range.revision());
    }
  }

  private StoreException refused(StatusRuntimeException e, long revision) {
    return switch (EtcdError.of(e.getStatus())) {
      case COMPACTED -> new StoreException.Compacted(revision, compactedBeyond(revision));
      case FUTURE -> new StoreException.FutureRevision(revision, revision());
      case TOO_LARGE, NO_LEASE, NO_SPACE, NO_LEADER, BUSY, DAMAGED, UNREACHABLE, TIMED_OUT, OTHER ->
          EtcdError.exception(e.getStatus(), false);
    };
  }

  /// The compacted revision, of which is known that it is above `revision`.
  private long compactedBeyond(long revision) {
    if (compactions.newest() > revision) return compactions.newest();
    try (var history = history(1)) {
      if (history.next() instanceof History.Piece.Gone(long compacted))
        compactions.learn(compacted);
    }
    return compactions.newest();
  }

  @Override
  public Outcome put(String key, Bytes value, Expectation expectation, Lease lease) {
    if (key.isEmpty()) throw new IllegalArgumentException("empty key");
    if (value.size() > MAX_VALUE_BYTES) throw new StoreException.TooLarge(value.size());
    try {
      return switch (expectation) {
        case Expectation.Any _ ->
            new Outcome.Written(
                Answers.revision(cluster.call(Rpc.PUT, Requests.put(key, value, lease.id()))));
        case Expectation.Absent _ -> decided(Requests.putIf(key, value, lease.id(), 0));
        case Expectation.AtRevision(long revision) ->
            decided(Requests.putIf(key, value, lease.id(), revision));
      };
    } catch (StatusRuntimeException e) {
      throw refused(e, value, lease);
    }
  }

  private static StoreException refused(StatusRuntimeException e, Bytes value, Lease lease) {
    return switch (EtcdError.of(e.getStatus())) {
      case TOO_LARGE -> new StoreException.TooLarge(value.size());
      case NO_LEASE -> new StoreException.NoSuchLease(lease);
      case COMPACTED, FUTURE, NO_SPACE, NO_LEADER, BUSY, DAMAGED, UNREACHABLE, TIMED_OUT, OTHER ->
          EtcdError.exception(e.getStatus(), false);
    };
  }

  private Outcome decided(Bytes transaction) {
    var answer = Answers.txn(cluster.call(Rpc.TXN, transaction));
    return answer.succeeded()
        ? new Outcome.Written(answer.revision())
        : new Outcome.Lost(answer.current());
  }

  @Override
  public Outcome delete(String key, Expectation expectation) {
    return switch (expectation) {
      case Expectation.Any _ -> delete(key);
      case Expectation.Absent _ -> new Outcome.Lost(get(key));
      case Expectation.AtRevision expected -> decided(Requests.deleteIf(key, expected));
    };
  }

  private Outcome delete(String key) {
    var answer = cluster.call(Rpc.DELETE, Requests.delete(key));
    boolean deleted = Answers.number(answer, 2) > 0;
    return deleted
        ? new Outcome.Written(Answers.revision(answer))
        : new Outcome.Lost(Optional.empty());
  }

  @Override
  public Lease grant(Duration ttl) {
    long seconds = Math.max(1, ttl.plusMillis(999).toSeconds());
    return new Lease(Answers.number(cluster.call(Rpc.GRANT, Requests.grant(seconds)), 2));
  }

  @Override
  public Optional<Duration> timeLeft(String key) {
    long lease = Answers.lease(cluster.call(Rpc.RANGE, Requests.get(key)));
    if (lease == 0) return Optional.empty();
    long seconds = Answers.number(cluster.call(Rpc.TIME_TO_LIVE, Requests.lease(lease)), 3);
    return Optional.of(Duration.ofSeconds(Math.max(0, seconds)));
  }

  @Override
  public Watch watch(String prefix, long fromRevision) {
    var watch = new EtcdWatch(prefix, fromRevision, tail, this::history, compactions);
    tail.register(watch);
    watch.begin();
    if (cluster.isClosed()) watch.close();
    return watch;
  }

  private History history(long from) {
    // One earlier, as the follower does: see there.
    return new History(cluster.current().watch(Math.max(1, from - 1)), settings.patience());
  }

  @Override
  public long revision() {
    return latest.read();
  }

  @Override
  public long toldRevision() {
    return tail.delivered();
  }

  @Override
  public void compact(long revision) {
    try {
      cluster.call(Rpc.COMPACT, Requests.compact(revision));
      compactions.learn(revision);
    } catch (StatusRuntimeException e) {
      throw refused(e, revision);
    }
  }

  @Override
  public long compactedRevision() {
    return compactions.newest();
  }

  @Override
  public long size() {
    return Answers.number(cluster.call(Rpc.STATUS, Bytes.EMPTY), 3);
  }

  /// Whether the cluster answers a consistent read within `timeout`.
  public boolean isHealthy(Duration timeout) {
    try {
      cluster.call(Rpc.RANGE, Requests.revision(), timeout);
      return true;
    } catch (StoreException.Unavailable | StoreException.Corrupt e) {
      return false;
    }
  }

  @Override
  public void close() {
    compactor.close();
    follower.close();
    cluster.close();
    tail.close();
  }
}
