package pilothouse.storage.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.StoreException;

/// Reads what a database knows when it is opened, and whether its indexes still hold what was written.
final class Recovery {
  private final Connection connection;
  private final List<Head> heads = new ArrayList<>();
  private final Map<Long, Long> leases = new HashMap<>();
  private long traces;

  private Recovery(Connection connection) {
    this.connection = connection;
  }

  /// The one row of `state`.
  ///
  /// @param first no revision of this store is below it
  record State(long compacted, long cleaned, long dropped, long first) {
    long sum() {
      return RowSum.ofNumbers(compacted, cleaned, dropped, first);
    }
  }

  /// @param total of the newest row
  record Result(Recovered recovered, State state, long total) {}

  /// @throws StoreException.Corrupt if it is not as it was written
  static Result of(Connection connection) throws SQLException {
    return new Recovery(connection).result();
  }

  private Result result() throws SQLException {
    var state = state();
    readLeases();
    readKeys();
    long total =
        Sqlite.number(connection, "SELECT total FROM history ORDER BY revision DESC LIMIT 1");
    if (traces != total - state.dropped())
      throw damaged("its index does not hold the rows that were written");
    long revision =
        Math.max(state.first(), Sqlite.number(connection, "SELECT max(revision) FROM history"));
    var terms = terms();
    requireLeases(terms);
    var recovered = new Recovered(heads, terms, revision, state.compacted(), state.cleaned());
    return new Result(recovered, state, total);
  }

  static StoreException.Corrupt damaged(String what) {
    return new StoreException.Corrupt("the database is damaged: " + what);
  }

  private State state() throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT compacted, cleaned, dropped, first, sum FROM state")) {
      if (!row.next()) throw damaged("its state is missing");
      var state = new State(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      if (state.sum() != row.getLong(5)) throw damaged("its state fails its sum");
      return state;
    }
  }

  private void readLeases() throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT revision, lease FROM history INDEXED BY history_lease WHERE lease <> 0")) {
      while (row.next()) {
        leases.put(row.getLong(1), row.getLong(2));
        traces += RowSum.leaseTrace(row.getLong(1), row.getLong(2));
      }
    }
  }

  /// Every row's key and revision, from the index alone; the last of each key is its newest.
  private void readKeys() throws SQLException {
    Head last = null;
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT key, revision, created FROM history INDEXED BY history_key ORDER BY key, revision")) {
      while (row.next()) {
        var key = row.getString(1);
        long revision = row.getLong(2);
        long created = row.getLong(3);
        traces += RowSum.trace(revision, key, created, 0);
        if (last != null && !last.key().equals(key)) add(last);
        last = new Head(key, revision, created, leases.getOrDefault(revision, 0L));
      }
    }
    add(last);
  }

  private void add(@Nullable Head newest) {
    if (newest != null && newest.created() > 0) heads.add(newest);
  }

  private List<LeaseTerm> terms() throws SQLException {
    var terms = new ArrayList<LeaseTerm>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT id, ends_at FROM lease")) {
      while (row.next()) terms.add(new LeaseTerm(row.getLong(1), row.getLong(2)));
    }
    return terms;
  }

  private void requireLeases(List<LeaseTerm> terms) {
    var known = new HashSet<Long>();
    for (var term : terms) known.add(term.id());
    for (var head : heads)
      if (head.lease() != 0 && !known.contains(head.lease()))
        throw damaged("the lease of " + head.key() + " is missing");
  }
}
