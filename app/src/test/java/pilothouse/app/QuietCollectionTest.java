package pilothouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietCollectionTest {
  private static final long MIB = 1 << 20;
  private long used = 10 * MIB;
  private boolean busy;
  private int collections;

  private final QuietCollection quiet =
      new QuietCollection(
          () -> used,
          () -> busy,
          () -> {
            collections++;
            used = 20 * MIB;
          });

  @Test
  void whatABurstLeftIsCollectedOnceItIsOver() {
    used = 200 * MIB;
    busy = true;
    quiet.look();
    assertThat(collections).isZero();

    busy = false;
    quiet.look();
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void whileNothingHappensThereIsNoPause() {
    used = 200 * MIB;
    for (int i = 0; i < 10; i++) quiet.look();
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void aLittleGarbageIsLeftAlone() {
    used = 40 * MIB;
    quiet.look();
    used = 30 * MIB;
    quiet.look();
    assertThat(collections).isEqualTo(1);
  }
}
