package pilothouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pilothouse.storage.history.Operation.Done;
import pilothouse.storage.history.Operation.Read;
import pilothouse.storage.history.Operation.Refused;
import pilothouse.storage.history.Operation.State;
import pilothouse.storage.history.Operation.Write;

/// A checker that finds nothing is worth nothing: histories that are known to be good, and that are known to be bad.
final class LinearizabilityTest {
  private static final long ANY = -1;
  private static final long ABSENT = 0;
  private static final long NEVER = Long.MAX_VALUE;

  private final List<Operation> history = new ArrayList<>();

  private void put(long called, long returned, long expected, String value, long revision) {
    history.add(
        new Operation(
            0, "a", called, returned, new Write(expected, Optional.of(value), done(revision))));
  }

  private static Optional<Operation.Result> done(long revision) {
    return Optional.of(new Done(revision));
  }

  private void lost(long called, long returned, long expected, String value, Optional<State> now) {
    var refused = Optional.<Operation.Result>of(new Refused(now));
    history.add(
        new Operation(0, "a", called, returned, new Write(expected, Optional.of(value), refused)));
  }

  private void untold(long called, Optional<String> value) {
    history.add(new Operation(0, "a", called, NEVER, new Write(ANY, value, Optional.empty())));
  }

  private void delete(long called, long returned, long expected, long revision) {
    history.add(
        new Operation(
            0, "a", called, returned, new Write(expected, Optional.empty(), done(revision))));
  }

  private void read(long called, long returned, String value, long revision) {
    history.add(
        new Operation(0, "a", called, returned, new Read(Optional.of(new State(value, revision)))));
  }

  private void readNothing(long called, long returned) {
    history.add(new Operation(0, "a", called, returned, new Read(Optional.empty())));
  }

  private void good() {
    assertThat(Linearizability.problemOf(history)).isEmpty();
  }

  private void bad() {
    assertThat(Linearizability.problemOf(history)).isPresent();
  }

  @Test
  void oneAfterTheOther() {
    readNothing(1, 2);
    put(3, 4, ABSENT, "1", 2);
    read(5, 6, "1", 2);
    delete(7, 8, 2, 3);
    readNothing(9, 10);
    good();
  }

  @Test
  void aReadDuringAWriteSeesEither() {
    put(1, 10, ANY, "1", 2);
    readNothing(2, 3);
    read(4, 5, "1", 2);
    good();
  }

  @Test
  void aReadMustNotGoBackThoughTheWriteIsStillUnderWay() {
    put(1, 10, ANY, "1", 2);
    read(2, 3, "1", 2);
    readNothing(4, 5);
    bad();
  }

  @Test
  void aStaleRead() {
    put(1, 2, ANY, "1", 2);
    put(3, 4, ANY, "2", 3);
    read(5, 6, "1", 2);
    bad();
  }

  @Test
  void aReadOfTheFuture() {
    read(1, 2, "1", 2);
    put(3, 4, ANY, "1", 2);
    bad();
  }

  @Test
  void anUpdateThatIsLost() {
    put(1, 2, ABSENT, "0", 2);
    put(3, 6, 2, "1", 3);
    put(4, 5, 2, "2", 4);
    bad();
  }

  @Test
  void twoCreatesThatBothWin() {
    put(1, 4, ABSENT, "1", 2);
    put(2, 3, ABSENT, "2", 3);
    bad();
  }

  @Test
  void aConditionalWriteThatLosesWithoutAReason() {
    put(1, 2, ABSENT, "1", 2);
    lost(3, 4, 2, "2", Optional.of(new State("1", 2)));
    bad();
  }

  @Test
  void aConditionalWriteThatLosesIsToldWhatWasThere() {
    put(1, 2, ABSENT, "1", 2);
    put(3, 4, 2, "2", 3);
    lost(5, 6, 2, "3", Optional.of(new State("2", 3)));
    good();
    lost(7, 8, 2, "3", Optional.of(new State("1", 2)));
    bad();
  }

  @Test
  void aWriteThatNobodyWasToldOfMayHappenOrNot() {
    put(1, 2, ANY, "1", 2);
    untold(3, Optional.of("2"));
    read(4, 5, "1", 2);
    good();
    read(6, 7, "2", 3);
    good();
  }

  @Test
  void aWriteThatNobodyWasToldOfDoesNotHappenAndUnhappen() {
    put(1, 2, ANY, "1", 2);
    untold(3, Optional.of("2"));
    read(4, 5, "2", 3);
    read(6, 7, "1", 2);
    bad();
  }

  @Test
  void aDeletionThatNobodyWasToldOfMayHappenOnce() {
    put(1, 2, ANY, "1", 2);
    untold(3, Optional.empty());
    readNothing(4, 5);
    good();
    read(6, 7, "1", 2);
    bad();
  }

  @Test
  void anAcknowledgedWriteThatIsGoneAfterARestart() {
    put(1, 2, ANY, "1", 2);
    readNothing(5, 6);
    bad();
  }

  @Test
  void aValueThatNobodyWrote() {
    read(1, 2, "1", 2);
    bad();
  }

  @Test
  void revisionsThatGoBackBetweenKeys() {
    put(1, 2, ANY, "1", 5);
    history.add(new Operation(0, "b", 3, 4, new Write(ANY, Optional.of("1"), done(4))));
    bad();
  }

  @Test
  void aRevisionThatIsGivenTwice() {
    put(1, 4, ANY, "1", 5);
    history.add(new Operation(0, "b", 2, 3, new Write(ANY, Optional.of("1"), done(5))));
    bad();
  }

  /// A history that some order explains, made from that order; and the same with one read changed, which none explains.
  @Test
  void randomHistoriesWithAndWithoutAFault() {
    for (int seed = 0; seed < 200; seed++) {
      history.clear();
      var random = new Random(seed);
      var faulty = simulate(random);
      good();
      if (faulty < 0) continue;
      var operation = history.get(faulty);
      var wrong = new Read(Optional.of(new State("never", 1)));
      history.set(
          faulty,
          new Operation(operation.client(), "a", operation.called(), operation.returned(), wrong));
      bad();
    }
  }

  /// @return the index of a read; -1 if there is none
  private int simulate(Random random) {
    Optional<State> state = Optional.empty();
    long revision = 1;
    int read = -1;
    for (int i = 0; i < 60; i++) {
      // It happens at 10 i; up to six others are under way then.
      long called = 10L * i - random.nextInt(30);
      long returned = 10L * i + 1 + random.nextInt(30);
      if (random.nextInt(3) == 0) {
        history.add(new Operation(i, "a", called, returned, new Read(state)));
        read = i;
        continue;
      }
      revision++;
      boolean deletes = state.isPresent() && random.nextInt(4) == 0;
      Optional<String> value = deletes ? Optional.empty() : Optional.of("v" + i);
      long expected = random.nextBoolean() ? ANY : state.map(State::revision).orElse(ABSENT);
      history.add(
          new Operation(i, "a", called, returned, new Write(expected, value, done(revision))));
      long at = revision;
      state = value.map(text -> new State(text, at));
    }
    history.sort(Comparator.comparingLong(Operation::called));
    read = -1;
    for (int i = 0; i < history.size(); i++) if (history.get(i).action() instanceof Read) read = i;
    return read;
  }
}
