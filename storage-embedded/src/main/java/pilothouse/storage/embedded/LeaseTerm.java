package pilothouse.storage.embedded;

/// A granted lease and when it ends, in milliseconds since 1970: it outlives the process.
record LeaseTerm(long id, long endsAt) {}
