package pilothouse.storage.cache;

/// Who counts what happens to one resource in its store and its cache. Called from any thread and on hot paths, so nothing here may block.
public interface StorageObserver {
  StorageObserver NOBODY = new StorageObserver() {};

  /// What a store is asked. The questions for its newest revision are not among them: caches share those.
  enum Request {
    GET,
    LIST,
    CREATE,
    UPDATE,
    DELETE
  }

  /// The store has answered.
  ///
  /// @param failed with anything but an answer that callers branch on
  default void asked(Request request, long nanos, boolean failed) {}

  /// All objects were read from the store, so many.
  default void read(long objects) {}

  /// A cache began to follow its store, or began anew.
  default void loaded() {}

  /// The store told so many events.
  default void received(int events) {}

  /// A read had to wait until the cache was new enough.
  default void waited(long nanos) {}

  /// A consistent read.
  ///
  /// @param cached whether from the cache; else the cache was not new enough in time
  default void consistent(boolean cached) {}

  /// The cache was listed.
  ///
  /// @param looked at so many objects
  /// @param found so many of them were selected
  default void listed(long looked, long found) {}

  /// A watch ended, for its reader was too slow.
  default void outrun() {}

  /// A cache is there from now on.
  default void opened(WatchCache cache) {}

  default void closed(WatchCache cache) {}
}
