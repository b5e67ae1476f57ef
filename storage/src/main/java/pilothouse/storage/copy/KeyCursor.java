package pilothouse.storage.copy;

import java.util.List;
import java.util.Optional;
import pilothouse.storage.Range;
import pilothouse.storage.Store;
import pilothouse.storage.Stored;

/// Reads all keys of a prefix as of one revision, a page at a time.
final class KeyCursor {
  /// Of objects of 1.5 MiB, the largest, a page is under 100 MiB.
  private static final int PAGE = 64;

  private final Store store;
  private Range range;
  private List<Stored> items = List.of();
  private int next;
  private boolean last;

  KeyCursor(Store store, String prefix, long revision) {
    this.store = store;
    range = Range.of(prefix).uncounted().limit(PAGE).at(revision);
  }

  /// The next key without moving on; empty at the end.
  Optional<Stored> peek() {
    if (next == items.size() && !last) read();
    return next < items.size() ? Optional.of(items.get(next)) : Optional.empty();
  }

  void advance() {
    next++;
  }

  private void read() {
    var page = store.range(range);
    items = page.items();
    next = 0;
    last = !page.more();
    if (!last) range = range.from(items.getLast().key() + '\0');
  }
}
