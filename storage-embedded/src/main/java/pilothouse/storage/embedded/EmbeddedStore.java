package pilothouse.storage.embedded;

import java.nio.file.Path;
import pilothouse.storage.Store;

/// Opens stores in this process.
public final class EmbeddedStore {
  private EmbeddedStore() {}

  /// The durable store in `folder`, which is made if it does not exist.
  public static Store open(Path folder) {
    throw new UnsupportedOperationException();
  }

  /// A store that is gone when it is closed.
  public static Store inMemory() {
    throw new UnsupportedOperationException();
  }
}
