package pilothouse.api.schema;

/// When a field is written, which upstream decides by the Go field's type and tag.
public enum Presence {
  /// Always, with the zero value when it was not given: no `omitempty`.
  ALWAYS,
  /// Only when it is not the zero value (empty text, 0, false, empty list or map); a struct is written even when empty, as `{}`.
  UNLESS_ZERO,
  /// When it was given, even as the zero value: a pointer with `omitempty`.
  WHEN_GIVEN,
  /// A struct that is left out when all its fields are zero: `omitzero`.
  UNLESS_EMPTY,
  /// Always, as null when it was not given: a pointer without `omitempty`.
  OR_NULL
}
