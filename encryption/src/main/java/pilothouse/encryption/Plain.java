package pilothouse.encryption;

/// A value as it was before it was stored.
///
/// @param stale whether it would be written with another key now
record Plain(byte[] data, boolean stale) {
  Plain(byte[] data) {
    this(data, false);
  }
}
