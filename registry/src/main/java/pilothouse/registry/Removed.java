package pilothouse.registry;

import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.storage.cache.CachedObject;

/// What a delete came to.
///
/// @param object its last state, or the one in which it waits to go
/// @param stored the latter as it is kept for reading; empty where nothing was written
/// @param gone whether it left the store at once
/// @param answersObject the client gets the object; otherwise a `Status`
public record Removed(
    ObjectNode object, Optional<CachedObject> stored, boolean gone, boolean answersObject) {}
