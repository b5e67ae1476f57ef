package pilothouse.builtins.meta;

import pilothouse.api.protobuf.ReverseBuffer;

/// The metadata of what the server keeps for itself in the store, as upstream writes it: an ObjectMeta of which every text is there and empty.
public final class StoredMetadata {
  private static final int GENERATION = 7;
  private static final int CREATION_TIMESTAMP = 8;
  private static final int LABELS = 11;

  private StoredMetadata() {}

  /// The same with one label.
  public static void write(ReverseBuffer out, int generation, String label, String value) {
    int end = out.size();
    out.text(2, value);
    out.text(1, label);
    out.message(LABELS, end);
    writeTo(out, generation, end);
  }

  /// Writes it as field 1 of a message, which must be the next that is written.
  public static void write(ReverseBuffer out, int generation) {
    writeTo(out, generation, out.size());
  }

  private static void writeTo(ReverseBuffer out, int generation, int end) {
    out.message(CREATION_TIMESTAMP, out.size());
    out.number(GENERATION, generation);
    for (int field = GENERATION - 1; field > 0; field--) out.text(field, "");
    out.message(1, end);
  }
}
