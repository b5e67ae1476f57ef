package pilothouse.builtins.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexIntervalsTest {
  @Test
  void intervalsCountTheirIndexes() {
    IndexIntervals parsed = IndexIntervals.parse("0-2,4,7-9", 10);
    assertThat(parsed.error()).isEmpty();
    assertThat(parsed.total()).isEqualTo(7);
  }

  @Test
  void intervalsMustRiseAndEndBelowTheCompletions() {
    assertThat(IndexIntervals.parse("0-2,2", 10).error())
        .isEqualTo("non-increasing order, previous: 2, current: 2");
    assertThat(IndexIntervals.parse("1-", 10).error())
        .isEqualTo("cannot convert string to integer for index: \"\"");
    assertThat(IndexIntervals.parse("7", 5).error()).isEqualTo("too large index: \"7\"");
  }

  @Test
  void sharedIndexesAreFound() {
    IndexIntervals done = IndexIntervals.parse("0,3-5", 10);
    assertThat(done.overlap(IndexIntervals.parse("1-3", 10))).isEqualTo(3);
    assertThat(done.overlap(IndexIntervals.parse("1-2,6", 10))).isNegative();
  }
}
