package pilothouse.encryption;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import pilothouse.api.Bytes;
import pilothouse.encryption.EncryptionObserver.Way;

/// Encrypts with a seed that a key service has encrypted, and stores that beside the value, so that whoever may ask the service can read it.
///
/// Source: apiserver `pkg/storage/value/encrypt/envelope/kmsv2/envelope.go`.
final class Envelope implements Transformer {
  /// Seeds in use are as many as key changes and server starts since the values were written.
  private static final int REMEMBERED = 1000;

  private final KeyServiceState state;
  private final SecureRandom random;
  private final EncryptionObserver observer;
  private final Map<Source, Transformer> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Transformer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// What one key was made from.
  private record Source(KeyService.Encrypted encrypted, boolean seed) {}

  Envelope(KeyServiceState state, SecureRandom random, EncryptionObserver observer) {
    this.observer = observer;
    this.state = state;
    this.random = random;
  }

  @Override
  public byte[] toStorage(byte[] data, byte[] context) {
    var now = state.writable();
    remember(new Source(now.source(), true), now.cipher());
    byte[] encrypted = now.cipher().toStorage(data, context);
    observer.keyUsed(Way.TO_STORAGE, state.name(), now.source().keyId());
    return new EncryptedObject(Bytes.wrap(encrypted), now.source(), true).bytes();
  }

  @Override
  public Plain fromStorage(byte[] stored, byte[] context) {
    var object = EncryptedObject.read(stored);
    byte[] data = object.data().unsafeArray();
    var plain = cipher(object).fromStorage(data, context);
    observer.keyUsed(Way.FROM_STORAGE, state.name(), object.source().keyId());
    return new Plain(plain.data(), isStale(object));
  }

  @Override
  public boolean isStale(byte[] stored) {
    return isStale(EncryptedObject.read(stored));
  }

  private boolean isStale(EncryptedObject object) {
    return !object.seed() || !object.source().keyId().equals(state.current().source().keyId());
  }

  /// The service is asked outside of the lock: two readers may both ask.
  private Transformer cipher(EncryptedObject object) {
    var source = new Source(object.source(), object.seed());
    Transformer found;
    synchronized (known) {
      found = known.get(source);
    }
    if (found != null) return found;
    observer.seedMissed();
    byte[] key = state.decrypt(object.source());
    Transformer cipher = object.seed() ? new SeededGcm(key, random) : new AesGcm(key, random);
    remember(source, cipher);
    return cipher;
  }

  private void remember(Source source, Transformer cipher) {
    int count;
    synchronized (known) {
      if (known.put(source, cipher) != null) return;
      count = known.size();
    }
    observer.seedsKnown(state.name(), count);
  }
}
