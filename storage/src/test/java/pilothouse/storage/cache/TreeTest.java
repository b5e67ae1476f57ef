package pilothouse.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TreeTest {
  private static CachedObject object(String key, long revision) {
    return CachedObjects.of("/r/", key, revision);
  }

  private static List<CachedObject> from(Tree tree, String key) {
    var all = new ArrayList<CachedObject>();
    tree.each(key, all::add);
    return all;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverIsPutInAndTakenOutItHoldsWhatASortedMapHolds(long seed) {
    var random = new Random(seed);
    var model = new TreeMap<String, CachedObject>();
    var tree = Tree.EMPTY;
    for (int step = 0; step < 20_000; step++) {
      // Grows, then shrinks to nothing, then grows again.
      boolean grows = (step / 5000) % 2 == 0;
      var key = "/r/" + random.nextInt(3000);
      if (random.nextInt(10) < (grows ? 8 : 1)) {
        var object = object(key, step);
        model.put(key, object);
        tree = tree.with(object);
      } else {
        var victim = random.nextBoolean() || model.isEmpty() ? key : model.firstKey();
        model.remove(victim);
        tree = tree.without(victim);
      }
      if (step % 500 == 0) check(tree, model, "/r/" + random.nextInt(3000));
    }
    check(tree, model, "");
  }

  private static void check(Tree tree, TreeMap<String, CachedObject> model, String key) {
    assertThat(tree.size()).isEqualTo(model.size());
    assertThat(from(tree, "")).containsExactlyElementsOf(model.values());
    assertThat(from(tree, key)).containsExactlyElementsOf(model.tailMap(key).values());
    assertThat(tree.find(key)).isSameAs(model.get(key));
    assertThat(tree.rank(key)).isEqualTo(model.headMap(key).size());
  }

  @Test
  void aChangeLeavesTheOldTreeAsItWas() {
    var old = Tree.EMPTY;
    for (int i = 0; i < 1000; i++) old = old.with(object("/r/" + i, 1));
    var before = from(old, "");
    var changed = old;
    for (int i = 0; i < 1000; i++)
      changed = i % 2 == 0 ? changed.without("/r/" + i) : changed.with(object("/r/" + i, 2));
    assertThat(from(old, "")).isEqualTo(before);
    assertThat(changed.size()).isEqualTo(500);
  }

  @Test
  void aTreeMadeOfAListIsLikeOneThatGrew() {
    for (int size : new int[] {0, 1, 24, 25, 31, 32, 33, 576, 577, 5000}) {
      var objects = new ArrayList<CachedObject>();
      for (int i = 0; i < size; i++) objects.add(object("/r/%05d".formatted(i), i));
      var tree = Tree.of(objects);
      assertThat(from(tree, "")).isEqualTo(objects);
      assertThat(tree.size()).isEqualTo(size);
      if (size > 0) assertThat(tree.rank("/r/%05d".formatted(size - 1))).isEqualTo(size - 1);
    }
  }

  @Test
  void aVisitorEndsTheVisit() {
    var tree = Tree.EMPTY;
    for (int i = 0; i < 100; i++) tree = tree.with(object("/r/" + i, 1));
    var seen = new ArrayList<CachedObject>();
    tree.each(
        "",
        object -> {
          seen.add(object);
          return seen.size() < 5;
        });
    assertThat(seen).hasSize(5);
  }
}
