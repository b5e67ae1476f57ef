package pilothouse.storage.cache;

import java.util.Optional;
import java.util.function.Predicate;

/// Which objects of a resource a list or a watch is about.
///
/// @param namespace empty for all namespaces
/// @param term a field that must have one value: it finds the watches that a change concerns without asking them all
/// @param filter further conditions: labels and fields; it need not repeat the term
/// @param filtered whether `filter` can refuse anything
public record Selection(
    String namespace, Optional<Term> term, Predicate<CachedObject> filter, boolean filtered) {
  public static final Selection ALL = namespace("");

  /// A field as [CachedObject#field] knows it, and the value that it must have.
  public record Term(String field, String value) {
    boolean matches(CachedObject object) {
      return isName() ? object.isNamed(value) : object.field(field).equals(value);
    }

    boolean isName() {
      return field.equals("metadata.name");
    }
  }

  public static Selection namespace(String namespace) {
    return new Selection(namespace, Optional.empty(), _ -> true, false);
  }

  /// What of this selection also has `value` in `field`. The first term that is given finds watches; more of them filter.
  public Selection with(String field, String value) {
    var more = new Term(field, value);
    return term.isPresent()
        ? where(more::matches)
        : new Selection(namespace, Optional.of(more), filter, filtered);
  }

  /// What of this selection also meets `filter`.
  public Selection where(Predicate<CachedObject> filter) {
    return new Selection(namespace, term, filtered ? this.filter.and(filter) : filter, true);
  }

  /// Whether it can refuse an object of its namespace.
  boolean narrows() {
    return filtered || term.isPresent();
  }

  boolean matches(CachedObject object) {
    if (!namespace.isEmpty() && !namespace.equals(object.namespace())) return false;
    return accepts(object);
  }

  /// The same of an object that is known to be in its namespace.
  boolean accepts(CachedObject object) {
    if (term.isPresent() && !term.get().matches(object)) return false;
    return !filtered || filter.test(object);
  }
}
