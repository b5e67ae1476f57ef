package pilothouse.storage.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.Store;
import pilothouse.storage.StoreContract;

final class DiskStoreTest extends StoreContract {
  @TempDir private Path folder;

  @Override
  protected Store open() {
    return EmbeddedStore.open(folder);
  }
}
