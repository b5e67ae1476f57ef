package pilothouse.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pilothouse.api.Bytes;

/// What is known of a key service, while many ask.
class KeyServiceStateTest {
  /// A service that answers when it is let go.
  private static final class SlowService implements KeyService {
    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    volatile RuntimeException fault;

    @Override
    public Status status() {
      asked.incrementAndGet();
      begun.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (fault != null) throw fault;
      return new Status("v2", "ok", "1");
    }

    @Override
    public Encrypted encrypt(String uid, byte[] plaintext) {
      return new Encrypted(Bytes.wrap(plaintext), "1", Map.of());
    }

    @Override
    public byte[] decrypt(String uid, Encrypted encrypted) {
      return encrypted.ciphertext().unsafeArray();
    }

    @Override
    public void close() {}
  }

  private final SlowService service = new SlowService();
  private final KeyServiceState state =
      new KeyServiceState(
          "mine", service, new SecureRandom(), () -> Instant.EPOCH, EncryptionObserver.NONE);

  @Test
  void whoComesWhileTheServiceIsAskedGetsTheSameAnswerAndNobodyElseWaits() throws Exception {
    var first = new FutureTask<>(state::check);
    var second = new FutureTask<>(state::check);
    Thread.ofVirtual().start(first);
    service.begun.await();
    var waiting = Thread.ofVirtual().start(second);
    while (waiting.getState() != Thread.State.WAITING) Thread.onSpinWait();
    assertThatThrownBy(state::writable).hasMessage("got unexpected nil transformer");
    service.released.countDown();
    assertThat(first.get()).isEmpty();
    assertThat(second.get()).isEmpty();
    assertThat(service.asked).hasValue(1);
    assertThat(state.writable().source().keyId()).isEqualTo("1");
  }

  @Test
  void aCheckThatBreaksOffCountsAsAFaultForAWhile() {
    service.released.countDown();
    service.fault = new IllegalStateException("broken");
    assertThatThrownBy(state::check).hasMessage("broken");
    assertThat(state.check()).isEqualTo("the check was broken off");
    assertThat(service.asked).hasValue(1);
  }
}
