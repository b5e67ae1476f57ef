package pilothouse.storage.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.Store;
import pilothouse.storage.cache.CacheSimulation;

final class DiskSimulationTest extends CacheSimulation {
  @TempDir private Path folder;

  @Override
  protected Store open() {
    return EmbeddedStore.open(folder);
  }
}
