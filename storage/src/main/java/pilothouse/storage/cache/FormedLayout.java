package pilothouse.storage.cache;

import pilothouse.api.GroupResource;
import pilothouse.storage.Store;

record FormedLayout(Layout layout, Forms forms) implements Layout {
  @Override
  public String prefix() {
    return layout.prefix();
  }

  @Override
  public Store store(GroupResource resource) {
    return layout.store(resource);
  }

  @Override
  public StorageObserver observer(GroupResource resource) {
    return layout.observer(resource);
  }

  @Override
  public StoredForm form(GroupResource resource) {
    return forms.of(resource, layout.form(resource));
  }
}
