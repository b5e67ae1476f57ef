package pilothouse.storage.cache;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One write to a resource: a link of the chain that all its watchers read.
///
/// A watcher holds one link, the last it has read. When a link leaves the window it is cut off by [#expire], so that a
/// watcher that sleeps holds one old link and not everything since, and finds out when it wakes.
final class Change {
  private static final Change EXPIRED = new Change(0, null, null, 0);

  private final long revision;
  private final @Nullable CachedObject object;
  private final @Nullable CachedObject previous;
  private final long at;
  private volatile @Nullable Change next;
  private volatile @Nullable CacheEvent added;
  private volatile @Nullable CacheEvent modified;
  private volatile @Nullable CacheEvent deleted;

  /// @param object the new state, null of a deletion
  /// @param previous the state before, null of a creation
  /// @param at when it was seen, in [System#nanoTime] nanoseconds
  Change(long revision, @Nullable CachedObject object, @Nullable CachedObject previous, long at) {
    this.revision = revision;
    this.object = object;
    this.previous = previous;
    this.at = at;
  }

  /// Where a chain begins: nothing happened.
  static Change origin(long revision) {
    return new Change(revision, null, null, System.nanoTime());
  }

  long revision() {
    return revision;
  }

  long at() {
    return at;
  }

  /// About how much memory this change holds that the newest state does not: the states on both sides, for `object` is
  /// old too when the next change comes or its frames are cached, and the copied path of the tree.
  long weight() {
    return 800L + size(object) + size(previous);
  }

  private static long size(@Nullable CachedObject object) {
    return object == null ? 0 : object.weight();
  }

  void append(Change next) {
    this.next = next;
  }

  void expire() {
    next = EXPIRED;
  }

  /// Null while this is the newest.
  @Nullable Change next() {
    return next;
  }

  boolean isExpiryMark() {
    return this == EXPIRED;
  }

  /// The watches that this may concern.
  void eachOf(WatchIndex index, Consumer<CacheWatch> action) {
    index.each(previous, object, action);
  }

  /// What a watcher of `selection` sees of this; null if nothing. An object that comes into the selection is added for it,
  /// one that leaves is deleted.
  @Nullable CacheEvent seenBy(Selection selection) {
    var before = previous != null && selection.matches(previous) ? previous : null;
    var now = object != null && selection.matches(object) ? object : null;
    if (now != null) return before == null ? added(now) : modified(now);
    return before == null ? null : deleted(before);
  }

  private CacheEvent added(CachedObject object) {
    var known = added;
    if (known != null) return known;
    synchronized (this) {
      known = added;
      return known != null ? known : (added = new CacheEvent(CacheEvent.Type.ADDED, object));
    }
  }

  private CacheEvent modified(CachedObject object) {
    var known = modified;
    if (known != null) return known;
    synchronized (this) {
      known = modified;
      return known != null ? known : (modified = new CacheEvent(CacheEvent.Type.MODIFIED, object));
    }
  }

  private CacheEvent deleted(CachedObject previous) {
    var known = deleted;
    if (known != null) return known;
    var event = new CacheEvent(CacheEvent.Type.DELETED, previous.at(revision));
    synchronized (this) {
      known = deleted;
      return known != null ? known : (deleted = event);
    }
  }
}
