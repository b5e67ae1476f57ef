package pilothouse.storage.embedded;

import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Stored;

/// One write, as it is kept.
///
/// @param created the revision that created the key; 0 if this write deleted it
/// @param previous the revision of the state that this write replaced or deleted; 0 if there was none
/// @param lease 0 for none
/// @param value null if this write deleted the key
record Row(
    long revision, String key, long created, long previous, long lease, @Nullable Bytes value) {
  boolean isDeletion() {
    return created == 0;
  }

  Stored stored() {
    if (value == null) throw new IllegalStateException("revision " + revision + " deleted its key");
    return new Stored(key, value, revision, created);
  }

  StoreEvent event() {
    return isDeletion() ? new StoreEvent.Deleted(key, revision) : new StoreEvent.Put(stored());
  }
}
