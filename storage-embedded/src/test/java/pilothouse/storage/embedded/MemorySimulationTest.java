package pilothouse.storage.embedded;

import pilothouse.storage.Store;
import pilothouse.storage.cache.CacheSimulation;

final class MemorySimulationTest extends CacheSimulation {

  @Override
  protected Store open() {
    return EmbeddedStore.inMemory();
  }
}
