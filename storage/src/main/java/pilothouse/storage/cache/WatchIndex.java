package pilothouse.storage.cache;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The running watches of a cache, by what they select: so a change of a pod on one node wakes the kubelet of that node, and
/// costs nothing for the thousands of other nodes'.
///
/// A watch with a term stands under the term's value, together with its namespace if it has one; a watch of a namespace
/// under that; any other among those whom every change may concern.
final class WatchIndex {
  private record Key(String namespace, Optional<Selection.Term> term) {
    static Key of(Selection selection) {
      return new Key(selection.namespace(), selection.term());
    }
  }

  /// What keys have in common: whether they name a namespace, and which field.
  private record Shape(boolean namespaced, String field) {
    static Shape of(Selection selection) {
      return new Shape(
          !selection.namespace().isEmpty(), selection.term().map(Selection.Term::field).orElse(""));
    }

    Key key(CachedObject object) {
      return new Key(
          namespaced ? object.namespace() : "",
          field.isEmpty()
              ? Optional.empty()
              : Optional.of(new Selection.Term(field, object.field(field))));
    }
  }

  private final Map<Key, Set<CacheWatch>> byKey = new ConcurrentHashMap<>();

  /// How many watches have the shape: a resource has four or five in use.
  private final Map<Shape, AtomicInteger> shapes = new ConcurrentHashMap<>();

  private final AtomicInteger size = new AtomicInteger();

  int size() {
    return size.get();
  }

  void add(CacheWatch watch) {
    var selection = watch.selection();
    shapes.computeIfAbsent(Shape.of(selection), _ -> new AtomicInteger()).incrementAndGet();
    byKey.compute(Key.of(selection), (_, watches) -> with(watches, watch));
    size.incrementAndGet();
  }

  private static Set<CacheWatch> with(@Nullable Set<CacheWatch> watches, CacheWatch watch) {
    Set<CacheWatch> more = watches == null ? ConcurrentHashMap.newKeySet(1) : watches;
    more.add(watch);
    return more;
  }

  /// False if it was not there.
  boolean remove(CacheWatch watch) {
    var removed = new boolean[1];
    byKey.computeIfPresent(
        Key.of(watch.selection()),
        (_, watches) -> {
          removed[0] = watches.remove(watch);
          return watches.isEmpty() ? null : watches;
        });
    if (removed[0]) {
      size.decrementAndGet();
      // The shape stays though its last watch has gone: others like it come again.
      shapes.getOrDefault(Shape.of(watch.selection()), new AtomicInteger()).decrementAndGet();
    }
    return removed[0];
  }

  void each(Consumer<CacheWatch> action) {
    for (var watches : byKey.values()) watches.forEach(action);
  }

  /// The watches that a change from `previous` to `object` may concern.
  void each(
      @Nullable CachedObject previous, @Nullable CachedObject object, Consumer<CacheWatch> action) {
    shapes.forEach((shape, count) -> {
      if (count.get() == 0) return;
      var before = previous == null ? null : shape.key(previous);
      var now = object == null ? null : shape.key(object);
      if (before != null) each(before, action);
      if (now != null && !now.equals(before)) each(now, action);
    });
  }

  private void each(Key key, Consumer<CacheWatch> action) {
    var watches = byKey.get(key);
    if (watches != null) watches.forEach(action);
  }
}
