package pilothouse.app.chain;

import pilothouse.api.GroupResource;
import pilothouse.storage.Store;
import pilothouse.storage.cache.Layout;
import pilothouse.storage.cache.StorageObserver;
import pilothouse.storage.cache.StoredForm;

/// Each resource in its own store, and counted.
record StoresLayout(String prefix, Stores stores, StorageMetrics metrics) implements Layout {
  @Override
  public Store store(GroupResource resource) {
    return stores.of(resource);
  }

  @Override
  public StorageObserver observer(GroupResource resource) {
    return metrics.observer(resource);
  }

  @Override
  public StoredForm form(GroupResource resource) {
    return StoredForm.JSON;
  }
}
