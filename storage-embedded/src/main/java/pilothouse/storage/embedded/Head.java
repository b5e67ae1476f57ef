package pilothouse.storage.embedded;

/// What is kept in memory of every key that exists: which row is its newest. The value stays on the disk.
record Head(String key, long revision, long created, long lease) {}
