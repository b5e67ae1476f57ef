package pilothouse.storage.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pilothouse.storage.StoreEvent;

/// Hands every write to the watches of its key and publishes it: whoever is told of a write finds it when it reads.
///
/// Its monitor makes publishing a batch and registering a watch take turns, so a watch gets all of a batch or nothing.
/// Watches are found by prefix: a prefix that ends with a slash costs a look-up per level of the key, however many other
/// watches there are.
final class Hub {
  private final Map<String, List<EmbeddedWatch>> byFolder = new HashMap<>();
  private final List<EmbeddedWatch> others = new ArrayList<>();
  private volatile long published;

  Hub(long published) {
    this.published = published;
  }

  /// Every write at or below it has been offered to the watches.
  long published() {
    return published;
  }

  /* First offered, then published, then told: a watch shows nothing that is not published, and when it asks what is, it
   * has all of that. */
  synchronized void publish(List<Row> rows) {
    if (rows.isEmpty()) return;
    var concerned = new HashSet<EmbeddedWatch>();
    for (var row : rows) offer(row.event(), concerned);
    published = rows.getLast().revision();
    for (var watch : concerned) watch.wake();
  }

  private void offer(StoreEvent event, Set<EmbeddedWatch> concerned) {
    var key = event.key();
    for (var watch : others) if (watch.offer(event)) concerned.add(watch);
    if (byFolder.isEmpty()) return;
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
      var watches = byFolder.get(key.substring(0, slash + 1));
      if (watches == null) continue;
      for (var watch : watches) if (watch.offer(event)) concerned.add(watch);
    }
  }

  synchronized void add(EmbeddedWatch watch) {
    watch.live(published);
    var prefix = watch.prefix();
    if (prefix.endsWith("/")) byFolder.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(watch);
    else others.add(watch);
  }

  synchronized void remove(EmbeddedWatch watch) {
    others.remove(watch);
    byFolder.computeIfPresent(
        watch.prefix(),
        (_, watches) -> {
          watches.remove(watch);
          return watches.isEmpty() ? null : watches;
        });
  }

  /// Lets a watch that has lost its place begin anew: it gets all writes after the published ones.
  synchronized void resume(EmbeddedWatch watch) {
    watch.live(published);
  }

  synchronized List<EmbeddedWatch> all() {
    var all = new ArrayList<>(others);
    byFolder.values().forEach(all::addAll);
    return all;
  }
}
