package pilothouse.builtins.allocation;

import pilothouse.storage.Store;

/// Where the servers of a cluster agree which ports are taken.
///
/// @param key such as `/registry/ranges/servicenodeports`
public record SharedRange(Store store, String key) {}
