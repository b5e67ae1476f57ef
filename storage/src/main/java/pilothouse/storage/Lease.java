package pilothouse.storage;

/// A time to live, granted by a [Store] and shared by the keys that were put with it.
public record Lease(long id) {
  /// No lease: the key lives until it is deleted.
  public static final Lease NONE = new Lease(0);
}
