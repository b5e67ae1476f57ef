package pilothouse.storage.cache;

import java.util.Optional;

/// How a conditional write of an object ended.
public sealed interface ObjectOutcome {
  /// It happened, durably. `object` is what is stored now; after a delete, the last state with the delete's revision.
  record Written(CachedObject object) implements ObjectOutcome {}

  /// Nothing was written, for the object was not as expected; `current` is what it is, empty if it does not exist.
  record Lost(Optional<CachedObject> current) implements ObjectOutcome {}
}
