package pilothouse.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How much is cleaned, and when.
final class CleaningPaceTest {
  @Test
  void writersAreHardlyMadeToWaitForCleaning() {
    assertThat(CleaningPace.step(1, 10_000)).isEqualTo(1);
    assertThat(CleaningPace.step(16, 10_000)).isEqualTo(3);
    assertThat(CleaningPace.step(256, 10_000)).isEqualTo(33);
  }

  @Test
  void whatIsLeftIsCleanedALittleAtATimeWhenNobodyWrites() {
    long waiting = 100_000;
    for (int turns = 0; turns < 10_000 && waiting > 0; turns++)
      waiting -= CleaningPace.step(0, waiting);
    assertThat(waiting).isZero();
    assertThat(CleaningPace.step(0, 100_000)).isLessThanOrEqualTo(64);
  }

  @Test
  void writersThatLeaveNoPauseDoNotLetTheStoreGrowWithoutBound() {
    long waiting = 0;
    for (int turns = 0; turns < 100_000; turns++)
      waiting += 256 - CleaningPace.step(256, waiting + 256);
    assertThat(waiting).isLessThan(300_000);
  }
}
