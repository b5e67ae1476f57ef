package pilothouse.storage.cache;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;

/// The encodings of one thing that have been asked for, each made once (twice if two threads ask at the same instant).
///
/// A list, newest first, that is only ever replaced: there are three or four forms at most.
final class Encodings {
  private final String form;
  private final Bytes bytes;
  private final @Nullable Encodings others;

  private Encodings(String form, Bytes bytes, @Nullable Encodings others) {
    this.form = form;
    this.bytes = bytes;
    this.others = others;
  }

  static @Nullable Bytes find(@Nullable Encodings encodings, String form) {
    for (var e = encodings; e != null; e = e.others) if (e.form.equals(form)) return e.bytes;
    return null;
  }

  static Encodings with(@Nullable Encodings encodings, String form, Supplier<Bytes> encoder) {
    return new Encodings(form, encoder.get(), encodings);
  }

  Bytes newest() {
    return bytes;
  }
}
