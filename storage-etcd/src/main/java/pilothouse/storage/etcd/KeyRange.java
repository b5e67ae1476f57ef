package pilothouse.storage.etcd;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Keys as etcd takes them: from `key` up to and without `end`.
record KeyRange(byte[] key, byte[] end) {
  private static final byte[] ZERO = {0};

  /// All keys there are.
  static final KeyRange ALL = new KeyRange(ZERO, ZERO);

  /// All keys that start with `prefix`, at or after `start`.
  static KeyRange of(String prefix, String start) {
    byte[] first = prefix.isEmpty() ? ZERO : utf8(prefix);
    byte[] from = utf8(start);
    return new KeyRange(Arrays.compareUnsigned(from, first) > 0 ? from : first, after(prefix));
  }

  /// No byte of UTF-8 is 0xff, so the last one always has a successor.
  private static byte[] after(String prefix) {
    if (prefix.isEmpty()) return ZERO;
    byte[] end = utf8(prefix);
    end[end.length - 1]++;
    return end;
  }

  /// Whether no key lies in it: it starts where it ends, or later.
  boolean isEmpty() {
    return !Arrays.equals(end, ZERO) && Arrays.compareUnsigned(key, end) >= 0;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
