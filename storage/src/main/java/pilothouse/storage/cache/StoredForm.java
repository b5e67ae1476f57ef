package pilothouse.storage.cache;

import pilothouse.api.Bytes;

/// How an object's compact JSON becomes the bytes that a store keeps, and back: the seam for encryption at rest and for
/// other encodings. The JSON has no `metadata.resourceVersion`; the store's revision is that.
public interface StoredForm {
  /// The JSON itself.
  StoredForm JSON = new PlainJson();

  /// @param key the object's key, for forms that authenticate it
  Bytes toStored(String key, Bytes json);

  /// @throws pilothouse.storage.StoreException.Corrupt if `stored` is not of this form
  Bytes toJson(String key, Bytes stored);

  /// Whether [#toStored] would not write it so any more, for example because the encryption key has changed: an update that
  /// changes nothing is then written all the same.
  default boolean isStale(Bytes stored) {
    return false;
  }
}
