package pilothouse.storage.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// All objects of a resource as they were at one revision: immutable, so it is read without a lock for as long as one
/// likes.
public final class Snapshot {
  private final StoredResource resource;
  private final long revision;
  private final Tree tree;
  private final Change newest;

  /// @param newest the last change that `tree` has in it
  Snapshot(StoredResource resource, long revision, Tree tree, Change newest) {
    this.resource = resource;
    this.revision = revision;
    this.tree = tree;
    this.newest = newest;
  }

  /// The same objects at a later revision, for nothing happened to them until then.
  Snapshot at(long revision) {
    return new Snapshot(resource, revision, tree, newest);
  }

  Tree tree() {
    return tree;
  }

  Change newest() {
    return newest;
  }

  public long revision() {
    return revision;
  }

  /// Whether it holds the very same objects as another snapshot of the resource.
  public boolean sameObjects(Snapshot other) {
    return tree == other.tree;
  }

  public int size() {
    return tree.size();
  }

  public Optional<CachedObject> get(String key) {
    return Optional.ofNullable(tree.find(key));
  }

  /// The selected objects from `start` on, in key order.
  ///
  /// @param start a key, or what [Listing#next] said; empty for the beginning
  /// @param limit 0 for all
  public Listing list(Selection selection, String start, int limit) {
    var prefix = resource.scope(selection.namespace());
    var page = new Page(prefix, selection, limit == 0 ? Integer.MAX_VALUE : limit);
    var from = start.compareTo(prefix) > 0 ? start : prefix;
    if (selection.term().isPresent() && isOne(selection, selection.term().get()))
      return one(prefix + selection.term().get().value(), from, selection);
    if (from.startsWith(prefix)) tree.each(from, page);
    resource.observer().listed(page.looked, page.items.size());
    return page.listing();
  }

  private boolean isOne(Selection selection, Selection.Term term) {
    if (!term.isName() || term.value().isEmpty() || term.value().indexOf('/') >= 0) return false;
    return !resource.namespaced() || !selection.namespace().isEmpty();
  }

  /// The list of one object, found by its key.
  private Listing one(String key, String from, Selection selection) {
    var found = key.compareTo(from) < 0 ? null : tree.find(key);
    var items =
        found == null || !selection.accepts(found) ? List.<CachedObject>of() : List.of(found);
    resource.observer().listed(found == null ? 0 : 1, items.size());
    return new Listing(items, revision, "", OptionalLong.empty());
  }

  /// Collects a page, and knows whether a key follows it: like upstream's, a page ends at its limit with a continuation if
  /// any key of the scope follows, selected or not.
  private final class Page implements java.util.function.Predicate<CachedObject> {
    private final String prefix;
    private final Selection selection;
    private final int limit;
    private final ArrayList<CachedObject> items = new ArrayList<>();
    private String next = "";
    private int looked;

    Page(String prefix, Selection selection, int limit) {
      this.prefix = prefix;
      this.selection = selection;
      this.limit = limit;
    }

    @Override
    public boolean test(CachedObject object) {
      if (!object.key().startsWith(prefix)) return false;
      if (items.size() == limit) {
        next = items.getLast().key() + '\0';
        return false;
      }
      looked++;
      if (!selection.narrows() || selection.accepts(object)) items.add(object);
      return true;
    }

    Listing listing() {
      return new Listing(items, revision, next, remaining());
    }

    private OptionalLong remaining() {
      if (selection.narrows()) return OptionalLong.empty();
      if (next.isEmpty()) return OptionalLong.of(0);
      var end = prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
      return OptionalLong.of(tree.rank(end) - (long) tree.rank(next));
    }
  }
}
