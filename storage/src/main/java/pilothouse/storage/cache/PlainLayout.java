package pilothouse.storage.cache;

import pilothouse.api.GroupResource;
import pilothouse.storage.Store;

record PlainLayout(String prefix, Store store) implements Layout {
  @Override
  public Store store(GroupResource resource) {
    return store;
  }

  @Override
  public StoredForm form(GroupResource resource) {
    return StoredForm.JSON;
  }
}
