package pilothouse.storage;

import pilothouse.api.Bytes;

/// One write, as a watch tells it. It does not carry the state before it: who follows a prefix knows that, and anybody
/// else can read it at the revision before, so no store has to fetch it for every delete.
public sealed interface StoreEvent {
  String key();

  long revision();

  record Put(Stored stored) implements StoreEvent {
    @Override
    public String key() {
      return stored.key();
    }

    @Override
    public long revision() {
      return stored.revision();
    }

    public Bytes value() {
      return stored.value();
    }

    /// Whether this write created the key.
    public boolean created() {
      return stored.created() == stored.revision();
    }
  }

  record Deleted(String key, long revision) implements StoreEvent {}
}
