package pilothouse.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import pilothouse.api.Bytes;

/// A revisioned key-value store with etcd's semantics: the one door through which everything is stored.
///
/// One global revision counts the writes: every successful put or delete takes the next one. The past stays readable
/// until it is compacted. Keys are paths such as `/registry/configmaps/default/a`, ordered by their bytes. All methods
/// may be called from any thread, block until they know the answer, and throw [StoreException] only for failures; what a
/// caller branches on is a value.
public interface Store extends AutoCloseable {
  /// The largest value that a store takes, in bytes. Source: etcd `DefaultMaxRequestBytes`.
  int MAX_VALUE_BYTES = 1536 * 1024;

  /// So many objects of a scan are in memory at a time that they are garbage before they grow old.
  int SCANNED = 1_000;

  /// The newest state of `key`; empty if it does not exist.
  Optional<Stored> get(String key);

  /// The keys of `range` in order, as of one revision.
  ///
  /// @throws StoreException.Compacted if the range asks for a revision that is compacted
  /// @throws StoreException.FutureRevision if it asks for one that has not happened
  Page range(Range range);

  /// Shows every key that starts with `prefix`, as of `revision`, once and in any order: for one who wants them all and keeps little of each. Fails as
  /// [#range] does, perhaps after some were shown.
  default void scan(String prefix, long revision, Consumer<Stored> visitor) {
    var range = Range.of(prefix).uncounted().limit(SCANNED).at(revision);
    while (true) {
      var page = range(range);
      page.items().forEach(visitor);
      if (!page.more()) return;
      range = range.from(page.items().getLast().key() + '\0');
    }
  }

  /// Writes `value` if `key` is as expected. The write is durable when this returns.
  ///
  /// @param lease a lease that this store granted, or [Lease#NONE]; it replaces the key's former lease
  /// @throws StoreException.TooLarge if the value is larger than [#MAX_VALUE_BYTES]
  /// @throws StoreException.NoSuchLease if the lease has ended
  Outcome put(String key, Bytes value, Expectation expectation, Lease lease);

  default Outcome put(String key, Bytes value, Expectation expectation) {
    return put(key, value, expectation, Lease.NONE);
  }

  /// Deletes `key` if it is as expected. A key that does not exist is [Outcome.Lost] whatever was expected.
  Outcome delete(String key, Expectation expectation);

  /// A lease that ends after `ttl`: every key put with it is then deleted, each as an ordinary delete with a revision and
  /// an event. A store may end it a little later, never earlier.
  Lease grant(Duration ttl);

  /// How long the lease of `key` still runs, at least zero; empty if it has none or does not exist.
  Optional<Duration> timeLeft(String key);

  /// The events of all keys that start with `prefix`, from `fromRevision` on (inclusive; it may lie in the future), in
  /// order and without gaps. If the past that it needs is compacted, the watch says so as its first batch.
  Watch watch(String prefix, long fromRevision);

  /// The revision of the newest write that is visible, read linearizably: it is at least that of every write that was
  /// acknowledged before the call.
  long revision();

  /// A revision up to which watches can tell everything at once, without asking anybody: of a store in this process its newest, of another one the
  /// newest that it has told so far.
  default long toldRevision() {
    return revision();
  }

  /// Forgets the past before `revision`: reads and watches at older revisions fail from now on, reads at it do not.
  ///
  /// @throws StoreException.FutureRevision if it has not happened
  /// @throws StoreException.Compacted if it is already forgotten
  void compact(long revision);

  /// The argument of the newest compaction; 0 before the first.
  long compactedRevision();

  /// Bytes that the store occupies.
  long size();

  /// Ends all watches and releases everything held. Later calls throw [StoreException.Unavailable].
  @Override
  void close();
}
