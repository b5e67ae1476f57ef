package pilothouse.storage.embedded;

/// Ranges of keys by their first characters.
final class Keys {
  /// Follows every key: the largest code point.
  private static final String END = "\uDBFF\uDFFF";

  private Keys() {}

  /// The smallest string that follows every key that starts with `prefix`.
  static String after(String prefix) {
    if (prefix.isEmpty()) return END;
    char last = prefix.charAt(prefix.length() - 1);
    // Beyond ASCII the next character may be half of a surrogate pair: then the prefix with the
    // largest code point.
    if (last >= 0x7F) return prefix + END;
    return prefix.substring(0, prefix.length() - 1) + (char) (last + 1);
  }
}
