package pilothouse.storage.cache;

import java.util.Optional;

/// All objects of a resource as they were at one revision: immutable, so it is read without a lock for as long as one
/// likes.
public final class Snapshot {
  private final long revision;

  Snapshot(long revision) {
    this.revision = revision;
  }

  public long revision() {
    return revision;
  }

  public int size() {
    throw new UnsupportedOperationException();
  }

  public Optional<CachedObject> get(String key) {
    throw new UnsupportedOperationException();
  }

  /// The selected objects from `start` on, in key order.
  ///
  /// @param start a key, or what [Listing#next] said; empty for the beginning
  /// @param limit 0 for all
  public Listing list(Selection selection, String start, int limit) {
    throw new UnsupportedOperationException();
  }
}
