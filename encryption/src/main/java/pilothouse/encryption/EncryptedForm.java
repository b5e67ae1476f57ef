package pilothouse.encryption;

import java.nio.charset.StandardCharsets;
import pilothouse.api.Bytes;
import pilothouse.api.GroupResource;
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
    try {
      return Bytes.wrap(
          transformer().toStorage(inner.toStored(key, json).unsafeArray(), context(key)));
    } catch (UnreadableException e) {
      throw new StoreException.Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Bytes toJson(String key, Bytes stored) {
    try {
      var plain = transformer().fromStorage(stored.unsafeArray(), context(key));
      return inner.toJson(key, Bytes.wrap(plain.data()));
    } catch (UnreadableException e) {
      throw new StoreException.Corrupt(String.valueOf(e.getMessage()), e);
    }
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
