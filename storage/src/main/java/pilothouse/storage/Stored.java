package pilothouse.storage;

import pilothouse.api.Bytes;

/// A key's state: its value, the revision that wrote it, and the revision that created the key.
///
/// @param damage why `value` is not what was written, where the store can tell; empty for a sound one. Nobody may use the
///     value of a damaged one, but the key can be overwritten and deleted at its revision.
public record Stored(String key, Bytes value, long revision, long created, String damage) {
  public Stored(String key, Bytes value, long revision, long created) {
    this(key, value, revision, created, "");
  }

  public boolean isDamaged() {
    return !damage.isEmpty();
  }
}
