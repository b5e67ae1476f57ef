package pilothouse.encryption;

/// A reversible change of a value on its way to the store.
///
/// `context` is what the stored bytes are bound to, where the cipher can do that: the value's key in the store.
interface Transformer {
  /// @throws UnreadableException when there is no key to write with
  byte[] toStorage(byte[] data, byte[] context);

  /// @throws UnreadableException if `stored` was not made by this with the same keys and context
  Plain fromStorage(byte[] stored, byte[] context);

  /// How it is known what wrote a value: the value's prefix; `identity` for none, `unknown` for one that this cannot read.
  default String author(byte[] stored) {
    return "identity";
  }

  /// Whether [#toStorage] would write with other keys now. Looks at the bytes' head only.
  default boolean isStale(byte[] stored) {
    return false;
  }
}
