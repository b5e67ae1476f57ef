package pilothouse.storage.cache;

import pilothouse.api.Bytes;
import pilothouse.api.Packed;

/// The JSON of one object as a cache keeps it. Large objects are definitions of custom resources, releases of charts, files in config maps: much text that is
/// read now and then. They are kept compressed, which saves most of their memory and costs a read a tenth of a millisecond.
sealed interface Content {
  /// Below this, reading an object as it is matters more than its size.
  int LARGE = 24 << 10;

  Bytes bytes();

  /// How much memory it takes.
  int weight();

  static Content of(Bytes json) {
    if (json.size() < LARGE) return new Plain(json);
    var packed = Packed.of(json);
    return packed.weight() < json.size() / 2 ? new Compressed(packed) : new Plain(json);
  }

  /// As it is.
  record Plain(Bytes bytes) implements Content {
    @Override
    public int weight() {
      return bytes.size();
    }
  }

  /// What at least halves that way.
  record Compressed(Packed packed) implements Content {
    @Override
    public Bytes bytes() {
      return packed.bytes();
    }

    @Override
    public int weight() {
      return packed.weight();
    }
  }
}
