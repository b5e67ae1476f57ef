package pilothouse.cel.value;

/// A value of a library's own type: a URL, an address, a quantity. Equal as its record is, unless [#same] says otherwise.
public non-sealed interface OpaqueValue extends Value {

  /// Whether the expression `this == other` holds.
  default boolean same(OpaqueValue other) {
    return equals(other);
  }

  /// The size that costs are told by; 1 where values of the type have none.
  default int size() {
    return 1;
  }
}
