package pilothouse.api.schema;

/// A type without fields. Each is one form on the JSON wire, one in protobuf, and one zero value.
public enum ScalarType implements Type {
  STRING,
  BOOL,
  INT32,
  INT64,
  DOUBLE,
  /// Base64 text in JSON, bytes in protobuf.
  BYTES,
  /// RFC 3339 with whole seconds; zero is null.
  TIME,
  /// RFC 3339 with microseconds; zero is null.
  MICRO_TIME,
  /// A Go duration such as `1m0s`.
  DURATION,
  /// A resource quantity in canonical form, such as `500m`.
  QUANTITY,
  /// A number or a text.
  INT_OR_STRING
}
