package pilothouse.storage.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.Store;
import pilothouse.storage.cache.BehaviourContract;

final class DiskBehaviourTest extends BehaviourContract {
  @TempDir private Path folder;

  @Override
  protected Store open() {
    return EmbeddedStore.open(folder);
  }
}
