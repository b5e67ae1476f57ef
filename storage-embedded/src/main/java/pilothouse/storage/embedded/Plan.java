package pilothouse.storage.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.Expectation;
import pilothouse.storage.Lease;
import pilothouse.storage.StoreException;

/// Decides a batch of commands, one after the other, without changing anything: each sees what those before it did.
final class Plan {
  private final Map<String, Head> heads;
  private final Leases leases;
  private final Map<String, Row> decided = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<LeaseTerm> granted = new ArrayList<>();
  private final List<Long> ended = new ArrayList<>();
  private long revision;
  private long compacted;
  private boolean compacts;

  Plan(Map<String, Head> heads, Leases leases, long revision, long compacted) {
    this.heads = heads;
    this.leases = leases;
    this.revision = revision;
    this.compacted = compacted;
  }

  Reply decide(Command command) {
    return switch (command) {
      case Command.Put put -> put(put);
      case Command.Delete(var key, var expectation) -> {
        var current = head(key);
        yield current != null && isMet(expectation, current)
            ? delete(current)
            : new Reply.Refused(Optional.ofNullable(current));
      }
      case Command.Grant(long endsAt) -> grant(endsAt);
      case Command.Compact(long at) -> compact(at);
    };
  }

  private Reply put(Command.Put put) {
    var current = head(put.key());
    if (!isMet(put.expectation(), current)) return new Reply.Refused(Optional.ofNullable(current));
    if (put.lease() != 0 && !leases.has(put.lease()) && !isGranted(put.lease()))
      return new Reply.Failed(new StoreException.NoSuchLease(new Lease(put.lease())));
    revision++;
    var key = current == null ? put.key() : current.key();
    long created = current == null ? revision : current.created();
    add(
        new Row(
            revision,
            key,
            created,
            current == null ? 0 : current.revision(),
            put.lease(),
            put.value()));
    return new Reply.Done(revision);
  }

  private boolean isGranted(long lease) {
    return granted.stream().anyMatch(term -> term.id() == lease);
  }

  private Reply delete(Head current) {
    revision++;
    add(new Row(revision, current.key(), 0, current.revision(), 0, null));
    return new Reply.Done(revision);
  }

  private void add(Row row) {
    rows.add(row);
    decided.put(row.key(), row);
  }

  private Reply grant(long endsAt) {
    var term = new LeaseTerm(leases.nextId() + granted.size(), endsAt);
    granted.add(term);
    return new Reply.Done(term.id());
  }

  private Reply compact(long at) {
    if (at > revision) return new Reply.Failed(new StoreException.FutureRevision(at, revision));
    if (at <= compacted) return new Reply.Failed(new StoreException.Compacted(at, compacted));
    compacted = at;
    compacts = true;
    return new Reply.Done(at);
  }

  /// Deletes the keys of a lease that has ended.
  void end(Leases.Ended lease) {
    for (var key : lease.keys()) {
      var current = head(key);
      if (current != null && current.lease() == lease.id()) delete(current);
    }
    if (lease.last()) ended.add(lease.id());
  }

  private @Nullable Head head(String key) {
    var row = decided.get(key);
    if (row == null) return heads.get(key);
    return row.isDeletion()
        ? null
        : new Head(row.key(), row.revision(), row.created(), row.lease());
  }

  private static boolean isMet(Expectation expectation, @Nullable Head current) {
    return switch (expectation) {
      case Expectation.Any _ -> true;
      case Expectation.Absent _ -> current == null;
      case Expectation.AtRevision(long expected) ->
          current != null && current.revision() == expected;
    };
  }

  /// How many rows it writes.
  int size() {
    return rows.size();
  }

  boolean compacts() {
    return compacts;
  }

  Transaction transaction(Transaction.Cleaning clean) {
    return new Transaction(rows, granted, ended, compacted, compacts, clean);
  }
}
