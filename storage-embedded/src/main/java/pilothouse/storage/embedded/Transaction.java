package pilothouse.storage.embedded;

import java.util.List;

/// What a journal is to do all or nothing, and durably.
///
/// @param compacted the compaction's revision from now on
/// @param compacts whether that is new
/// @param clean which of the superseded rows to drop
record Transaction(
    List<Row> rows,
    List<LeaseTerm> granted,
    List<Long> ended,
    long compacted,
    boolean compacts,
    Cleaning clean) {

  /// Drops what the writes of revisions `from` to `to` superseded, and those of them that are deletions before
  /// `compacted`: a watch may still begin at that revision.
  record Cleaning(long from, long to) {
    static final Cleaning NONE = new Cleaning(0, -1);

    boolean isNothing() {
      return to < from;
    }
  }

  boolean isNothing() {
    return rows.isEmpty() && granted.isEmpty() && ended.isEmpty() && !compacts && clean.isNothing();
  }

  Transaction withoutCleaning() {
    return new Transaction(rows, granted, ended, compacted, compacts, Cleaning.NONE);
  }
}
