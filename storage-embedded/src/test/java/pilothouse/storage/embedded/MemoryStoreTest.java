package pilothouse.storage.embedded;

import pilothouse.storage.Store;
import pilothouse.storage.StoreContract;

final class MemoryStoreTest extends StoreContract {
  @Override
  protected Store open() {
    return EmbeddedStore.inMemory();
  }
}
