package pilothouse.storage;

import java.util.Optional;
import pilothouse.api.Bytes;

/// One write, as a watch tells it. `previous` is the key's state before it, if there was one and the store still has it.
public sealed interface StoreEvent {
  String key();

  long revision();

  Optional<Stored> previous();

  record Put(Stored stored, Optional<Stored> previous) implements StoreEvent {
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

  record Deleted(String key, long revision, Optional<Stored> previous) implements StoreEvent {}
}
