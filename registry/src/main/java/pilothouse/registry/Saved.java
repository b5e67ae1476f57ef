package pilothouse.registry;

import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.cache.CachedObject;

/// An object as a write left it.
///
/// @param object in the served version, with its resourceVersion where it was stored
/// @param stored the same as it is kept for reading; empty after a dry run or where it is gone
/// @param created whether it was not there before
public record Saved(ObjectNode object, Optional<CachedObject> stored, boolean created) {}
