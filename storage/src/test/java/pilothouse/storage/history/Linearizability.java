package pilothouse.storage.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pilothouse.storage.history.Operation.Done;
import pilothouse.storage.history.Operation.Read;
import pilothouse.storage.history.Operation.Refused;
import pilothouse.storage.history.Operation.State;
import pilothouse.storage.history.Operation.Write;

/// Whether a history can be explained by operations that each happen at one instant between their call and their return.
///
/* The search of Wing and Gong with the memory of Lowe: of the operations that are not yet ordered, any that was called
 * before the first return of the others may come next; it is tried if the state allows it; what was tried is remembered as
 * the set of ordered operations with the state, for in whatever order they came, what follows is the same. Keys do not know
 * of each other (that is the theorem that makes this cheap), so each is checked by itself.
 *
 *   A: put 1 |-------|           B may come before A, or after it, or C between them:
 *   B: read     |--|             so B may have seen nothing, or 1. C must see 1.
 *   C: read          |---|
 *
 * An operation that nobody was told of is last in the order of returns; it is fine if it is never placed. */
final class Linearizability {
  private final List<Operation> operations;
  private final Set<Placed> tried = new HashSet<>();

  private record Placed(BitSet operations, Optional<State> state) {}

  private Linearizability(List<Operation> operations) {
    this.operations =
        operations.stream().sorted(Comparator.comparingLong(Operation::called)).toList();
  }

  /// Why it cannot be explained; empty if it can.
  static Optional<String> problemOf(List<Operation> history) {
    var byKey = new HashMap<String, List<Operation>>();
    for (var operation : history)
      byKey.computeIfAbsent(operation.key(), _ -> new ArrayList<>()).add(operation);
    for (Map.Entry<String, List<Operation>> key : byKey.entrySet())
      if (!new Linearizability(key.getValue()).isExplained())
        return Optional.of("no order of operations explains what was seen of " + key.getKey());
    return revisionsOutOfOrder(history);
  }

  /// Revisions are of all keys together: a write that was told before another began has the lower one.
  private static Optional<String> revisionsOutOfOrder(List<Operation> history) {
    var done = history.stream().filter(o -> revision(o) > 0).toList();
    var byReturn = done.stream().sorted(Comparator.comparingLong(Operation::returned)).toList();
    var byCall = done.stream().sorted(Comparator.comparingLong(Operation::called)).toList();
    var revisions = new HashSet<Long>();
    long highest = 0;
    int returned = 0;
    for (var operation : byCall) {
      while (byReturn.get(returned).returned() < operation.called())
        highest = Math.max(highest, revision(byReturn.get(returned++)));
      if (revision(operation) <= highest)
        return Optional.of(
            "revision " + revision(operation) + " was given after " + highest + " was told");
      if (!revisions.add(revision(operation)))
        return Optional.of("revision " + revision(operation) + " was given twice");
    }
    return Optional.empty();
  }

  private static long revision(Operation operation) {
    return operation.action() instanceof Write write
            && write.outcome().orElse(null) instanceof Done(long revision)
        ? revision
        : 0;
  }

  /// A place in the search: what is ordered, the state then, and which operation is tried next.
  private static final class Step {
    final BitSet placed;
    final Optional<State> state;
    int next;

    Step(BitSet placed, Optional<State> state) {
      this.placed = placed;
      this.state = state;
    }
  }

  private boolean isExplained() {
    var steps = new ArrayDeque<Step>();
    steps.push(new Step(new BitSet(), Optional.empty()));
    while (!steps.isEmpty()) {
      var step = steps.peek();
      if (isComplete(step.placed)) return true;
      var further = next(step);
      if (further == null) steps.pop();
      else steps.push(further);
    }
    return false;
  }

  private boolean isComplete(BitSet placed) {
    for (int i = placed.nextClearBit(0); i < operations.size(); i = placed.nextClearBit(i + 1))
      if (!operations.get(i).isPending()) return false;
    return true;
  }

  /// The next operation that can be placed at `step`, placed; null if there is none left.
  private @Nullable Step next(Step step) {
    long firstReturn = firstReturn(step.placed);
    int size = operations.size();
    // What nobody was told of may be left out, so it is tried when nothing else fits.
    while (step.next < 2 * size) {
      int i = step.next % size;
      boolean pending = step.next++ >= size;
      var operation = operations.get(i);
      if (operation.isPending() != pending || step.placed.get(i)) continue;
      if (operation.called() > firstReturn) continue;
      for (var state : after(operation, step.state)) {
        var placed = (BitSet) step.placed.clone();
        placed.set(i);
        if (tried.add(new Placed(placed, state))) return new Step(placed, state);
      }
    }
    return null;
  }

  private long firstReturn(BitSet placed) {
    long first = Long.MAX_VALUE;
    for (int i = placed.nextClearBit(0); i < operations.size(); i = placed.nextClearBit(i + 1)) {
      var operation = operations.get(i);
      if (operation.called() > first) break;
      first = Math.min(first, operation.returned());
    }
    return first;
  }

  /// The state after an operation that happened on `state`; nothing if it cannot have happened so.
  private List<Optional<State>> after(Operation operation, Optional<State> state) {
    return switch (operation.action()) {
      case Read(var seen) -> seen.equals(state) ? List.of(state) : List.of();
      case Write write -> after(write, state);
    };
  }

  private List<Optional<State>> after(Write write, Optional<State> state) {
    boolean met = isMet(write, state);
    var outcome = write.outcome().orElse(null);
    if (outcome instanceof Refused(var current))
      return !met && current.equals(state) ? List.of(state) : List.of();
    if (!met) return List.of();
    if (outcome instanceof Done(long revision)) {
      if (state.isPresent() && state.get().revision() >= revision) return List.of();
      return List.of(write.value().map(value -> new State(value, revision)));
    }
    return unknown(write);
  }

  private static boolean isMet(Write write, Optional<State> state) {
    // Only what exists can be deleted.
    if (write.value().isEmpty() && state.isEmpty()) return false;
    if (write.expected() < 0) return true;
    return write.expected() == 0
        ? state.isEmpty()
        : state.isPresent() && state.get().revision() == write.expected();
  }

  /// Nobody was told the revision of this write: it is the one that others saw with its value, which nobody else wrote.
  private List<Optional<State>> unknown(Write write) {
    if (write.value().isEmpty()) return List.of(Optional.empty());
    var value = write.value().get();
    for (var operation : operations) {
      var seen = seenBy(operation);
      if (seen.isPresent() && seen.get().value().equals(value)) return List.of(seen);
    }
    return List.of(Optional.of(new State(value, -1)));
  }

  private static Optional<State> seenBy(Operation operation) {
    return switch (operation.action()) {
      case Read(var seen) -> seen;
      case Write write ->
          write.outcome().orElse(null) instanceof Refused(var current) ? current : Optional.empty();
    };
  }
}
