package pilothouse.storage.embedded;

import pilothouse.storage.Store;
import pilothouse.storage.cache.BehaviourContract;

final class MemoryBehaviourTest extends BehaviourContract {
  @Override
  protected Store open() {
    return EmbeddedStore.inMemory();
  }
}
