package pilothouse.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pilothouse.storage.Lease;
import pilothouse.storage.embedded.EmbeddedStore;

final class SharedLeasesTest {
  /// Of times so long that a lease can be reused for longer than any machine takes for a test.
  private static final Duration TTL = Duration.ofDays(100);

  private final EmbeddedStore store = EmbeddedStore.inMemory();
  private final SharedLeases leases = new SharedLeases(store, Duration.ofDays(1));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aThousandObjectsShareALeaseAndTheNextHasAnother() {
    var given = IntStream.range(0, 1_001).mapToObj(_ -> leases.lease(TTL)).toList();
    assertThat(given.subList(0, 1_000)).containsOnly(given.getFirst());
    assertThat(given.getLast()).isNotEqualTo(given.getFirst());
  }

  @Test
  void anotherTimeToLiveHasAnotherLease() {
    var given = new ArrayList<Lease>();
    for (var ttl : new Duration[] {TTL, TTL.plusDays(1), TTL}) given.add(leases.lease(ttl));
    assertThat(given).doesNotHaveDuplicates();
  }

  @Test
  void withoutTimeForReuseEveryObjectHasItsOwn() {
    var alone = new SharedLeases(store, Duration.ZERO);
    assertThat(alone.lease(TTL)).isNotEqualTo(alone.lease(TTL));
  }

  @Test
  void aFreshLeaseIsSharedFromThenOn() {
    var first = leases.lease(TTL);
    var fresh = leases.fresh(TTL);
    assertThat(fresh).isNotEqualTo(first);
    assertThat(leases.lease(TTL)).isEqualTo(fresh);
  }
}
