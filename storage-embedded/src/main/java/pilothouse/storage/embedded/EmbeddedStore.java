package pilothouse.storage.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
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

/// A store in this process: on its disk, or in memory for tests.
///
/// On a disk it is one folder that one process holds: `store.db` is a SQLite database with its write-ahead log beside it.
/// While it runs, `sqlite3` can read it and take a copy with `VACUUM INTO`. Loading SQLite unpacks its native library from
/// its jar; a process that wants to start faster names an unpacked copy by the system properties `org.sqlite.lib.path` (a
/// folder) and `org.sqlite.lib.name` (the file in it).
///
/* Every write is a row of a journal, and its revision is the row's number. One thread writes ([Writer]): it decides what
 * commands do ([Plan]), commits the rows, then publishes them ([Contents]: which row is the newest of each key; [Hub]: to the
 * watches) and answers. Nothing is visible before it is durable. Reads go to the journal, side by side. */
public final class EmbeddedStore implements Store {
  /// Takes a few milliseconds, for which another read may have to wait.
  private static final int KEYS_AT_ONCE = 4_000;

  private final Journal journal;
  private final Contents contents;
  private final Writer writer;
  private final InstantSource clock;
  private volatile boolean closed;
  private @Nullable RestoreDoor door;

  private EmbeddedStore(Journal journal, EmbeddedSettings settings) {
    this.journal = journal;
    clock = settings.clock();
    var recovered = journal.recover();
    contents = new Contents(recovered);
    writer = new Writer(journal, contents, recovered, settings);
    writer.start();
  }

  /// The durable store in `folder`, which is made if it does not exist.
  ///
  /// @throws StoreException.Unavailable if another process has it open, or its disk cannot be used
  /// @throws StoreException.Corrupt if what is there is damaged or was written by something else
  public static EmbeddedStore open(Path folder) {
    return open(folder, EmbeddedSettings.DEFAULT);
  }

  public static EmbeddedStore open(Path folder, EmbeddedSettings settings) {
    var journal = SqliteJournal.open(folder, settings.largestBytes());
    try {
      var store = new EmbeddedStore(journal, settings);
      if (settings.restorable()) store.door = RestoreDoor.open(folder, store);
      return store;
    } catch (StoreException e) {
      journal.close();
      throw e;
    }
  }

  /// Makes an empty store in `folder` that begins at `revision`.
  static void make(Path folder, long revision) {
    SqliteJournal.make(folder, revision);
  }

  /// A store that is gone when it is closed.
  public static EmbeddedStore inMemory() {
    return inMemory(EmbeddedSettings.DEFAULT);
  }

  public static EmbeddedStore inMemory(EmbeddedSettings settings) {
    return new EmbeddedStore(new MemoryJournal(), settings);
  }

  @Override
  public Optional<Stored> get(String key) {
    requireOpen();
    while (true) {
      long seen = revision();
      var head = contents.heads().get(key);
      // Heads may be ahead of what is published. Whoever was told of them now would find less in
      // the
      // next range.
      if (contents.applying() > seen) {
        var found = journal.range(key, key + '\0', seen, 1);
        if (seen >= contents.compacted()) return found.stream().findFirst();
        continue;
      }
      if (head == null) return Optional.empty();
      var found = journal.read(head.revision());
      if (found.isPresent()) return found.map(stored -> of(head, stored));
      requireOpen();
      // It was superseded and cleaned away between the two: look again. If not, the row is lost.
      if (head.equals(contents.heads().get(key)))
        throw new StoreException.Corrupt("the row of revision " + head.revision() + " is missing");
    }
  }

  /// A damaged row may have any key on it.
  private static Stored of(Head head, Stored found) {
    return found.isDamaged()
        ? new Stored(head.key(), found.value(), head.revision(), head.created(), found.damage())
        : found;
  }

  @Override
  public Page range(Range range) {
    requireOpen();
    while (true) {
      long at = range.revision() == 0 ? revision() : range.revision();
      requireReadable(at);
      var page = page(range, at);
      // Asked after reading: a compaction meanwhile may have taken rows away.
      if (at >= contents.compacted()) return page;
      if (range.revision() != 0) throw new StoreException.Compacted(at, contents.compacted());
    }
  }

  /// In the order of the disk: rows that lie side by side are read together, whatever their keys.
  @Override
  public void scan(String prefix, long revision, Consumer<Stored> visitor) {
    requireOpen();
    requireReadable(revision);
    long[] newest = newest(prefix, revision);
    for (int from = 0; from < newest.length; from += SCANNED) {
      var some = Arrays.copyOfRange(newest, from, Math.min(newest.length, from + SCANNED));
      var rows = journal.rows(some);
      // Asked after reading: a compaction meanwhile may have taken rows away.
      requireReadable(revision);
      if (rows.size() < some.length)
        throw Recovery.damaged(
            "of the rows %d to %d some are missing".formatted(some[0], some[some.length - 1]));
      rows.forEach(visitor);
    }
  }

  /// Rising.
  private long[] newest(String prefix, long revision) {
    var all = LongStream.builder();
    var to = Keys.after(prefix);
    var from = prefix;
    while (true) {
      var some = journal.newest(from, to, revision, KEYS_AT_ONCE);
      requireReadable(revision);
      for (long row : some.revisions()) all.add(row);
      if (some.revisions().length < KEYS_AT_ONCE) return all.build().sorted().toArray();
      from = some.last() + '\0';
    }
  }

  private void requireReadable(long revision) {
    if (revision > revision()) throw new StoreException.FutureRevision(revision, revision());
    if (revision < contents.compacted())
      throw new StoreException.Compacted(revision, contents.compacted());
  }

  private Page page(Range range, long at) {
    var from = range.start().compareTo(range.prefix()) > 0 ? range.start() : range.prefix();
    var to = Keys.after(range.prefix());
    if (from.compareTo(to) >= 0) return new Page(List.of(), at, 0);
    int limit = range.limit();
    if (limit > 0 && !range.counted())
      return uncounted(journal.range(from, to, at, limit + 1), at, limit);
    var items = journal.range(from, to, at, limit);
    if (limit == 0 || items.size() < limit) return new Page(items, at, 0);
    return new Page(items, at, journal.count(items.getLast().key() + '\0', to, at));
  }

  /// @param items one more than asked for, if there are so many
  private static Page uncounted(List<Stored> items, long at, int limit) {
    return items.size() <= limit
        ? new Page(items, at, 0)
        : new Page(items.subList(0, limit), at, 1);
  }

  @Override
  public Outcome put(String key, Bytes value, Expectation expectation, Lease lease) {
    if (key.isEmpty()) throw new IllegalArgumentException("empty key");
    if (value.size() > MAX_VALUE_BYTES) throw new StoreException.TooLarge(value.size());
    return outcome(key, new Command.Put(key, value, expectation, lease.id()));
  }

  @Override
  public Outcome delete(String key, Expectation expectation) {
    return outcome(key, new Command.Delete(key, expectation));
  }

  private Outcome outcome(String key, Command command) {
    return switch (writer.submit(command)) {
      case Reply.Done(long revision) -> new Outcome.Written(revision);
      case Reply.Refused(var current) -> new Outcome.Lost(current.flatMap(this::then));
      case Reply.Failed(var why) -> throw why;
    };
  }

  /// The state that a key had when a write of it was refused: what it is now might fit what the write expected.
  private Optional<Stored> then(Head head) {
    var found = journal.read(head.revision());
    // Superseded and cleaned away since: then the newest tells at least that it changed.
    return found.isPresent() ? found.map(stored -> of(head, stored)) : get(head.key());
  }

  @Override
  public Lease grant(Duration ttl) {
    return new Lease(done(new Command.Grant(clock.millis() + ttl.toMillis())));
  }

  private long done(Command command) {
    return switch (writer.submit(command)) {
      case Reply.Done(long number) -> number;
      case Reply.Refused _ -> throw new IllegalStateException("refused: " + command);
      case Reply.Failed(var why) -> throw why;
    };
  }

  @Override
  public Optional<Duration> timeLeft(String key) {
    requireOpen();
    return Optional.ofNullable(contents.heads().get(key))
        .map(head -> contents.leaseEnds().get(head.lease()))
        .map(end -> Duration.ofMillis(Math.max(0, end - clock.millis())));
  }

  @Override
  public Watch watch(String prefix, long fromRevision) {
    requireOpen();
    var watch = new EmbeddedWatch(prefix, fromRevision, contents, journal);
    contents.hub().add(watch);
    if (closed) watch.close();
    return watch;
  }

  @Override
  public long revision() {
    return contents.hub().published();
  }

  @Override
  public void compact(long revision) {
    done(new Command.Compact(revision));
  }

  @Override
  public long compactedRevision() {
    return contents.compacted();
  }

  @Override
  public long size() {
    return journal.size();
  }

  private void requireOpen() {
    if (closed) throw new StoreException.Unavailable("the store is closed");
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    if (door != null) door.close();
    writer.close();
    contents.hub().all().forEach(EmbeddedWatch::close);
    journal.close();
  }
}
