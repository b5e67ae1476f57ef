package pilothouse.storage.cache;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Makes equal short texts share one `String`: label names, namespaces and node names recur in thousands of objects.
///
/// A fixed table that forgets on collision, so it is bounded; racing threads can only make it forget.
final class Interner {
  private static final int SLOTS = 1024;
  private @Nullable String @Nullable [] table;

  /// The text of `bytes[from..to)`, which holds no escapes.
  String of(byte[] bytes, int from, int to) {
    if (from == to) return "";
    var slots = table;
    if (slots == null) table = slots = new String[SLOTS];
    int slot = hash(bytes, from, to) & (SLOTS - 1);
    var known = slots[slot];
    if (known != null && same(known, bytes, from, to)) return known;
    var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    slots[slot] = text;
    return text;
  }

  String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) hash = 31 * hash + bytes[i];
    return hash ^ (hash >>> 11) ^ (hash >>> 20);
  }

  private static boolean same(String text, byte[] bytes, int from, int to) {
    if (text.length() != to - from) return false;
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0 || text.charAt(i - from) != bytes[i]) return false;
    }
    return true;
  }
}
