package pilothouse.storage.cache;

import pilothouse.api.GroupResource;
import pilothouse.storage.Store;

/// Where the objects of each resource are stored, and in which form.
public interface Layout {
  /// What all keys begin with, without a slash at its end, such as `/registry`.
  String prefix();

  /// The store that keeps the objects of `resource`. Belongs to who made the layout.
  Store store(GroupResource resource);

  /// Equal as long as it means the same: whoever got it before may keep what it made with it.
  StoredForm form(GroupResource resource);

  /// Who counts what happens to `resource`; always the same.
  default StorageObserver observer(GroupResource resource) {
    return StorageObserver.NOBODY;
  }

  /// Everything in one store under `/registry`, as plain JSON.
  static Layout plain(Store store) {
    return new PlainLayout("/registry", store);
  }

  /// The same with other forms.
  default Layout with(Forms forms) {
    return new FormedLayout(this, forms);
  }

  /// Changes the form of resources.
  @FunctionalInterface
  interface Forms {
    StoredForm of(GroupResource resource, StoredForm plain);
  }
}
