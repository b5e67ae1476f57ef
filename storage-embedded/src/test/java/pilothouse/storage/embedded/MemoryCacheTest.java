package pilothouse.storage.embedded;

import pilothouse.storage.Store;
import pilothouse.storage.cache.WatchCacheContract;

final class MemoryCacheTest extends WatchCacheContract {
  @Override
  protected Store open() {
    return EmbeddedStore.inMemory();
  }
}
