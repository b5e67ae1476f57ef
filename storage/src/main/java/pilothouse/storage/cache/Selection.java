package pilothouse.storage.cache;

import java.util.function.Predicate;

/// Which objects of a resource a list or a watch is about.
///
/// @param namespace empty for all namespaces
/// @param filter further conditions: labels and fields
/// @param filtered whether `filter` can refuse anything
public record Selection(String namespace, Predicate<CachedObject> filter, boolean filtered) {
  public static final Selection ALL = new Selection("", _ -> true, false);

  public static Selection namespace(String namespace) {
    return new Selection(namespace, _ -> true, false);
  }

  /// What of this selection also meets `filter`.
  public Selection where(Predicate<CachedObject> filter) {
    return new Selection(namespace, filtered ? this.filter.and(filter) : filter, true);
  }

  boolean matches(CachedObject object) {
    if (!namespace.isEmpty() && !namespace.equals(object.namespace())) return false;
    return !filtered || filter.test(object);
  }
}
