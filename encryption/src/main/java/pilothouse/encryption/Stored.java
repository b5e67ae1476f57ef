package pilothouse.encryption;

import java.util.Arrays;

/// Layout shared by all providers: a prefix, then what the cipher gave.
final class Stored {
  private static final String SHORT = "the stored data was shorter than the required size";

  private Stored() {}

  static boolean startsWith(byte[] stored, byte[] prefix) {
    return stored.length >= prefix.length
        && Arrays.equals(stored, 0, prefix.length, prefix, 0, prefix.length);
  }

  static byte[] join(byte[] head, byte[] tail) {
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }

  static byte[] without(byte[] prefix, byte[] stored) {
    return Arrays.copyOfRange(stored, prefix.length, stored.length);
  }

  static void requireLength(byte[] stored, int least) {
    if (stored.length < least) throw new UnreadableException(SHORT);
  }
}
