package pilothouse.storage.embedded;

/// How much a transaction cleans up after compactions.
///
/* A superseded row lies on pages of its own, of the table and of an index, so that cleaning it writes several times as much as the row itself: it is
 * mostly left for when nobody writes. Then a little at a time, for a writer that comes meanwhile has to wait for it. Only where writers leave no pause
 * for so long that much has come together, as much is cleaned as is written and a little more, so that the database does not grow without bound. */
final class CleaningPace {
  /// Half a megabyte or one.
  private static final int WHEN_IDLE = 32;

  /// Of so many rows that are written, one is cleaned.
  private static final int SHARE = 8;

  /// So many revisions to clean are much: with objects of 2 KB, half a gigabyte.
  private static final long MUCH = 250_000;

  private static final int BEYOND = 8;

  private CleaningPace() {}

  /// @param rows are written along with it
  /// @param waiting so many revisions are still to be cleaned
  /// @return how many revisions to clean
  static long step(int rows, long waiting) {
    if (rows == 0) return Math.min(waiting, WHEN_IDLE);
    return Math.min(waiting, waiting > MUCH ? rows + BEYOND : rows / SHARE + 1);
  }
}
