package pilothouse.builtins.meta;

import pilothouse.api.protobuf.ReverseBuffer;

/// The metadata of what the server keeps for itself in the store, as upstream writes it: an ObjectMeta of which every text is there and empty.
public final class StoredMetadata {
  private static final int GENERATION = 7;
  private static final int CREATION_TIMESTAMP = 8;

  private StoredMetadata() {}

  /// Writes it as field 1 of a message, which must be the next that is written.
  public static void write(ReverseBuffer out, int generation) {
    int end = out.size();
    out.message(CREATION_TIMESTAMP, end);
    out.number(GENERATION, generation);
    for (int field = GENERATION - 1; field > 0; field--) out.text(field, "");
    out.message(1, end);
  }
}
