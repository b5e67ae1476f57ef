package pilothouse.encryption;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import pilothouse.api.Bytes;
import pilothouse.api.GroupResource;
import pilothouse.encryption.EncryptionObserver.Way;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.StoredForm;

/// Another form, encrypted. The transformer is asked for at every use, for it changes with its configuration file.
record EncryptedForm(Encryption encryption, GroupResource resource, StoredForm inner)
    implements StoredForm {
  private Transformer transformer() {
    return encryption.transformer(resource);
  }

  @Override
  public Bytes toStored(String key, Bytes json) {
    var transformer = transformer();
    byte[] plain = inner.toStored(key, json).unsafeArray();
    long begun = System.nanoTime();
    byte[] stored = {};
    try {
      stored = transformer.toStorage(plain, context(key));
      return Bytes.wrap(stored);
    } catch (UnreadableException e) {
      throw new StoreException.Unavailable(String.valueOf(e.getMessage()), e);
    } finally {
      tell(transformer, Way.TO_STORAGE, stored, stored.length > 0, begun);
    }
  }

  @Override
  public Bytes toJson(String key, Bytes stored) {
    var transformer = transformer();
    long begun = System.nanoTime();
    boolean done = false;
    try {
      var plain = transformer.fromStorage(stored.unsafeArray(), context(key));
      done = true;
      return inner.toJson(key, Bytes.wrap(plain.data()));
    } catch (UnreadableException e) {
      throw new StoreException.Corrupt(String.valueOf(e.getMessage()), e);
    } finally {
      tell(transformer, Way.FROM_STORAGE, stored.unsafeArray(), done, begun);
    }
  }

  private void tell(Transformer transformer, Way way, byte[] stored, boolean done, long begun) {
    if (transformer == Encryption.PLAIN) return;
    encryption
        .observer()
        .transformed(
            resource,
            way,
            transformer.author(stored),
            done,
            Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public boolean isStale(Bytes stored) {
    if (transformer().isStale(stored.unsafeArray())) return true;
    // What is encrypted is not decrypted again to be asked this: it will be, with its next real
    // change.
    return !Identity.isEncrypted(stored.unsafeArray()) && inner.isStale(stored);
  }

  private static byte[] context(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
