package pilothouse.storage.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// The leases that have not ended and the keys of each. Used by the writer alone.
final class Leases {
  private record Held(LeaseTerm term, Set<String> keys) {}

  private final Map<Long, Held> held = new HashMap<>();
  private final PriorityQueue<LeaseTerm> byEnd =
      new PriorityQueue<>(Comparator.comparingLong(LeaseTerm::endsAt));
  private long newestId;

  long nextId() {
    return newestId + 1;
  }

  void grant(LeaseTerm term) {
    newestId = Math.max(newestId, term.id());
    held.put(term.id(), new Held(term, new HashSet<>()));
    byEnd.add(term);
  }

  void end(long id) {
    var ended = held.remove(id);
    if (ended != null) byEnd.remove(ended.term());
  }

  boolean has(long id) {
    return held.containsKey(id);
  }

  void attach(long id, String key) {
    var lease = held.get(id);
    if (lease != null) lease.keys().add(key);
  }

  void detach(long id, String key) {
    var lease = held.get(id);
    if (lease != null) lease.keys().remove(key);
  }

  /// When the next lease ends, in milliseconds since 1970; [Long#MAX_VALUE] if there is none.
  long nextEnd() {
    var next = byEnd.peek();
    return next == null ? Long.MAX_VALUE : next.endsAt();
  }

  /// A lease that has ended by `now`, with `most` of its keys; `last` if it has no more than those.
  record Ended(long id, List<String> keys, boolean last) {}

  List<Ended> endedBy(long now, int most) {
    var next = byEnd.peek();
    if (next == null || next.endsAt() > now) return List.of();
    var lease = held.get(next.id());
    if (lease == null) throw new IllegalStateException("lease " + next.id() + " is not held");
    var keys = new ArrayList<>(lease.keys().stream().limit(most).toList());
    return List.of(new Ended(next.id(), keys, keys.size() == lease.keys().size()));
  }
}
