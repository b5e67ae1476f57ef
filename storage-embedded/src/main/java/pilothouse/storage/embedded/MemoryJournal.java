package pilothouse.storage.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Stored;

/// A journal that is gone with its process. Readers never ask beyond the revision that the store has published, so they
/// do not see a commit that is half done.
final class MemoryJournal implements Journal {
  private final ConcurrentSkipListMap<Long, Row> rows = new ConcurrentSkipListMap<>();

  /// The revisions of each key's rows, rising; arrays are replaced, not changed.
  private final ConcurrentSkipListMap<String, long[]> revisions = new ConcurrentSkipListMap<>();

  private final AtomicLong size = new AtomicLong();

  @Override
  public Recovered recover() {
    return Recovered.NOTHING;
  }

  @Override
  public void commit(Transaction transaction) {
    for (var row : transaction.rows()) add(row);
    var clean = transaction.clean();
    if (clean.isNothing()) return;
    for (var row : List.copyOf(rows.subMap(clean.from(), true, clean.to(), true).values())) {
      if (row.previous() > 0) drop(row.previous());
      if (row.isDeletion() && row.revision() < transaction.compacted()) drop(row.revision());
    }
  }

  private void add(Row row) {
    rows.put(row.revision(), row);
    revisions.merge(row.key(), new long[] {row.revision()}, MemoryJournal::appended);
    size.addAndGet(sizeOf(row));
  }

  private static long[] appended(long[] known, long[] more) {
    var all = Arrays.copyOf(known, known.length + 1);
    all[known.length] = more[0];
    return all;
  }

  private void drop(long revision) {
    var row = rows.remove(revision);
    if (row == null) return;
    size.addAndGet(-sizeOf(row));
    revisions.computeIfPresent(row.key(), (_, known) -> without(known, revision));
  }

  private static long @Nullable [] without(long[] known, long revision) {
    var rest = Arrays.stream(known).filter(r -> r != revision).toArray();
    return rest.length == 0 ? null : rest;
  }

  private static long sizeOf(Row row) {
    return 64L + row.key().length() + (row.value() == null ? 0 : row.value().size());
  }

  @Override
  public Optional<Stored> read(long revision) {
    return Optional.ofNullable(rows.get(revision))
        .filter(row -> !row.isDeletion())
        .map(Row::stored);
  }

  @Override
  public List<Stored> range(String from, String to, long revision, int limit) {
    var found = new ArrayList<Stored>();
    for (var known : revisions.subMap(from, to).values()) {
      var row = newest(known, revision);
      if (row == null) continue;
      found.add(row.stored());
      if (found.size() == limit) break;
    }
    return found;
  }

  @Override
  public Newest newest(String from, String to, long revision, int limit) {
    var found = range(from, to, revision, limit);
    return new Newest(
        found.stream().mapToLong(Stored::revision).toArray(),
        found.isEmpty() ? "" : found.getLast().key());
  }

  @Override
  public List<Stored> rows(long[] revisions) {
    return Arrays.stream(revisions)
        .mapToObj(rows::get)
        .filter(Objects::nonNull)
        .map(Row::stored)
        .toList();
  }

  @Override
  public long count(String from, String to, long revision) {
    return revisions.subMap(from, to).values().stream()
        .filter(known -> newest(known, revision) != null)
        .count();
  }

  /// The newest row at or before `revision`; null if there is none or it is a deletion.
  private @Nullable Row newest(long[] known, long revision) {
    int i = known.length - 1;
    while (i >= 0 && known[i] > revision) i--;
    var row = i < 0 ? null : rows.get(known[i]);
    return row == null || row.isDeletion() ? null : row;
  }

  @Override
  public List<StoreEvent> history(String from, String to, long first, long last, int limit) {
    return rows.subMap(first, true, last, true).values().stream()
        .filter(row -> row.key().compareTo(from) >= 0 && row.key().compareTo(to) < 0)
        .limit(limit)
        .map(Row::event)
        .toList();
  }

  @Override
  public List<StoreEvent> historyOfFew(String from, String to, long first, long last) {
    return history(from, to, first, last, Integer.MAX_VALUE);
  }

  @Override
  public long countWrites(String from, String to, long first, long last) {
    return rows.subMap(first, true, last, true).values().stream()
        .filter(row -> row.key().compareTo(from) >= 0 && row.key().compareTo(to) < 0)
        .count();
  }

  @Override
  public long size() {
    return size.get();
  }

  @Override
  public void close() {
    rows.clear();
    revisions.clear();
  }
}
