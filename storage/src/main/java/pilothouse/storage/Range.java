package pilothouse.storage;

/// Which keys to read: those that start with `prefix` and are at or after `start`, at most `limit`, as of `revision`.
///
/// @param start a whole key, compared by bytes; empty begins at the prefix
/// @param limit 0 for no limit
/// @param revision 0 for the newest
/// @param counted whether it matters how many keys remain: a store may have to walk over them to know
public record Range(String prefix, String start, int limit, long revision, boolean counted) {
  public Range {
    if (limit < 0) throw new IllegalArgumentException("negative limit " + limit);
    if (revision < 0) throw new IllegalArgumentException("negative revision " + revision);
  }

  public static Range of(String prefix) {
    return new Range(prefix, "", 0, 0, true);
  }

  public Range from(String start) {
    return new Range(prefix, start, limit, revision, counted);
  }

  public Range limit(int limit) {
    return new Range(prefix, start, limit, revision, counted);
  }

  public Range at(long revision) {
    return new Range(prefix, start, limit, revision, counted);
  }

  /// For one who reads all pages: [Page#remaining] need only say whether any remain.
  public Range uncounted() {
    return new Range(prefix, start, limit, revision, false);
  }
}
