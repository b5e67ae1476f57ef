package pilothouse.registry.fields;

import java.time.Instant;
import java.util.Optional;

/// What one manager owns.
///
/// @param version the group and version in which the fields are named
/// @param time when the manager last changed its fields; empty where that was never noted
record Owned(FieldSet fields, String version, Optional<Instant> time) {
  Owned withFields(FieldSet other) {
    return other == fields ? this : new Owned(other, version, time);
  }

  Owned at(Instant now) {
    return new Owned(fields, version, Optional.of(now));
  }
}
