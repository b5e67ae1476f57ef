package pilothouse.storage;

import pilothouse.api.Bytes;

/// A key's state: its value, the revision that wrote it, and the revision that created the key.
public record Stored(String key, Bytes value, long revision, long created) {}
