package pilothouse.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Store;

/// What the contracts of caches share: pods in a store, and words to write and read them.
abstract class PodsContract {
  /// For what happens at once, on however slow a machine.
  static final Duration SOON = Duration.ofSeconds(60);

  final StoredResource resource;
  Store store;
  ObjectStorage pods;
  WatchCache cache;

  PodsContract(StoredForm form) {
    resource =
        new StoredResource(
            "/registry/pods/", true, List.of(SelectableField.of("spec.nodeName")), form);
  }

  /// A new store with nothing in it.
  protected abstract Store open() throws Exception;

  /// The store as the tests see it.
  Store prepared(Store opened) {
    return opened;
  }

  @BeforeEach
  void openStore() throws Exception {
    store = prepared(open());
    pods = new ObjectStorage(store, resource, WindowLimits.DEFAULT);
    cache = pods.cache();
  }

  @AfterEach
  void closeStore() {
    if (pods != null) pods.close();
    if (store != null) store.close();
  }

  static Bytes pod(String name, String node) {
    return Bytes.utf8(
        "{\"metadata\":{\"name\":\"%s\",\"labels\":{\"node\":\"%s\"}},\"spec\":{\"nodeName\":\"%s\"}}"
            .formatted(name, node, node));
  }

  final String key(String path) {
    return resource.prefix() + path;
  }

  private static String nameOf(String path) {
    return path.substring(path.indexOf('/') + 1);
  }

  final CachedObject create(String path) {
    return create(path, "n");
  }

  final CachedObject create(String path, String node) {
    return written(pods.create(key(path), pod(nameOf(path), node)));
  }

  final CachedObject update(String path, String node) {
    var now = pods.get(key(path)).orElseThrow();
    return written(pods.update(key(path), pod(nameOf(path), node), now.revision()));
  }

  final CachedObject delete(String path) {
    return written(pods.delete(key(path), pods.get(key(path)).orElseThrow().revision()));
  }

  static CachedObject written(ObjectOutcome outcome) {
    assertThat(outcome).isInstanceOf(ObjectOutcome.Written.class);
    return ((ObjectOutcome.Written) outcome).object();
  }

  /// A write to something else.
  final long elsewhere() {
    store.put("/registry/other/x", Bytes.utf8("{}"), Expectation.ANY);
    return store.revision();
  }

  final List<String> names(Listing listing) {
    return listing.items().stream().map(o -> o.key().substring(key("").length())).toList();
  }

  /// The next `n` events, which must be all there are. However slow a machine is, one comes soon after the other.
  static List<CacheEvent> take(CacheWatch watch, int n) throws InterruptedException {
    var events = new ArrayList<CacheEvent>();
    long deadline = System.nanoTime() + SOON.toNanos();
    while (events.size() < n && System.nanoTime() < deadline) {
      switch (watch.next(Duration.ofMillis(100))) {
        case CacheWatch.Next.Events(var more) -> {
          events.addAll(more);
          deadline = System.nanoTime() + SOON.toNanos();
        }
        case CacheWatch.Next.Quiet _ -> {}
        case CacheWatch.Next.Ended ended -> throw new AssertionError(ended.toString());
      }
    }
    assertThat(events).hasSize(n);
    return events;
  }
}
