package pilothouse.storage.embedded;

import java.util.List;
import java.util.Optional;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Stored;

/// Where the rows are: on a disk or in memory. One thread writes; any number reads what was committed.
interface Journal extends AutoCloseable {
  Recovered recover();

  /// Does all of it, durably, or throws [pilothouse.storage.StoreException.Unavailable] or
  /// [pilothouse.storage.StoreException.NoSpace] and does nothing.
  void commit(Transaction transaction);

  /// The state that the write of `revision` made; empty if that was a deletion or has been cleaned away.
  Optional<Stored> read(long revision);

  /// The keys from `from` up to, not including, `to`, as of `revision`, in order.
  ///
  /// @param limit 0 for all
  List<Stored> range(String from, String to, long revision, int limit);

  /// Which rows [#range] would return.
  Newest newest(String from, String to, long revision, int limit);

  /// What was written at `revisions`, which rise; fewer where some of it is gone.
  List<Stored> rows(long[] revisions);

  /// How many keys [#range] would return without a limit.
  long count(String from, String to, long revision);

  /// The writes of revisions `first` to `last` to keys from `from` up to, not including, `to`: the oldest `limit`.
  List<StoreEvent> history(String from, String to, long first, long last, int limit);

  /// All that [#history] has to tell, for a few keys: what else was written in those revisions is not looked at, however
  /// much it is.
  List<StoreEvent> historyOfFew(String from, String to, long first, long last);

  /// How many writes [#history] has to tell without a limit: it tells less where rows are lost.
  long countWrites(String from, String to, long first, long last);

  /// The revisions of some keys' rows, in the order of the keys.
  ///
  /// @param last the greatest of the keys; empty if there are none
  record Newest(long[] revisions, String last) {}

  /// In bytes.
  long size();

  @Override
  void close();
}
