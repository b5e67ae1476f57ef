package pilothouse.server.filters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.storage.StoreException;

final class StoreFailuresTest {
  @Test
  void aFullStoreIsToldInEtcdsWords() {
    var status = StoreFailures.status(new StoreException.NoSpace("the disk is full"));
    assertThat(status.code()).isEqualTo(500);
    assertThat(status.message()).isEqualTo("etcdserver: mvcc: database space exceeded");
    assertThat(status.reason()).isEmpty();
  }

  @Test
  void aRevisionThatHasNotHappenedIsToldWithItsCauseAndWhenToTryAgain() {
    var status = StoreFailures.status(new StoreException.FutureRevision(9, 7));
    assertThat(status.code()).isEqualTo(504);
    assertThat(status.message()).isEqualTo("Timeout: Too large resource version: 9, current: 7");
    var details = status.details().orElseThrow();
    assertThat(details.retryAfterSeconds()).isEqualTo(1);
    assertThat(details.causes().getFirst().reason()).isEqualTo("ResourceVersionTooLarge");
  }

  @Test
  void aRevisionThatIsForgottenIsGone() {
    assertThat(StoreFailures.status(new StoreException.Compacted(3, 5)).code()).isEqualTo(410);
  }
}
