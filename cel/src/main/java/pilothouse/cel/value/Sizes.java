package pilothouse.cel.value;

/// How big a value is, as costs are told: characters, bytes, items, entries; 1 for all else.
public final class Sizes {
  private Sizes() {}

  public static long of(Value value) {
    return switch (value) {
      case Value.Text text -> text.size();
      case Value.Binary binary -> binary.value().size();
      case ListValue list -> list.size();
      case MapValue map -> map.size();
      case OpaqueValue opaque -> opaque.size();
      case Value.Maybe maybe when maybe.present() -> of(maybe.inner());
      default -> 1;
    };
  }

  /// What walking all of a value costs: a tenth of its characters, 1 for each other leaf.
  public static long traversal(Value value) {
    return switch (value) {
      case Value.Text text -> (long) (utf8(text.value()) * 0.1);
      case Value.Binary binary -> (long) (binary.value().size() * 0.1);
      case ListValue list -> {
        long sum = 0;
        for (int i = 0; i < list.size(); i++) sum += traversal(list.get(i));
        yield sum;
      }
      case MapValue map -> {
        long sum = 0;
        for (Value key : map.keys())
          sum += traversal(key) + map.find(key).map(Sizes::traversal).orElse(0L);
        yield sum;
      }
      default -> 1;
    };
  }

  private static long utf8(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
