package pilothouse.storage.cache;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An immutable sorted set of objects by key: a B+ tree whose changes copy the path from the root and share the rest.
///
///     with(d)     [a b | e f]  ->  [a b | d e f]     the old root still shows a b e f; the leaf a b is in both
///
/// Every node knows its size, so counting what follows a key takes one descent. A node that shrinks is joined with a
/// neighbour when both fit into half a node; otherwise it may stay small, which costs space but never order or height.
final class Tree {
  /// Wide enough for a low tree, narrow enough that a write copies little: three levels hold 32,768 objects.
  static final int WIDTH = 32;

  static final Tree EMPTY = new Tree(new Leaf(new CachedObject[0]));

  private final Node root;

  private Tree(Node root) {
    this.root = root;
  }

  /// @param sorted by key, without duplicates
  static Tree of(List<CachedObject> sorted) {
    if (sorted.isEmpty()) return EMPTY;
    int fill = WIDTH * 3 / 4;
    Node[] level = new Node[(sorted.size() + fill - 1) / fill];
    for (int i = 0; i < level.length; i++) {
      var part = sorted.subList(i * fill, Math.min(sorted.size(), (i + 1) * fill));
      level[i] = new Leaf(part.toArray(CachedObject[]::new));
    }
    while (level.length > 1) {
      var above = new Node[(level.length + fill - 1) / fill];
      for (int i = 0; i < above.length; i++)
        above[i] =
            new Branch(Arrays.copyOfRange(level, i * fill, Math.min(level.length, (i + 1) * fill)));
      level = above;
    }
    return new Tree(level[0]);
  }

  int size() {
    return root.size();
  }

  @Nullable CachedObject find(String key) {
    return root.find(key);
  }

  /// This tree with `object` in it, instead of the one of the same key if there is one.
  Tree with(CachedObject object) {
    var grown = root.with(object);
    return new Tree(grown.length == 1 ? grown[0] : new Branch(grown));
  }

  Tree without(String key) {
    var rest = root.without(key);
    if (rest == root) return this;
    if (rest == null) return EMPTY;
    while (rest instanceof Branch(var children, _, _) && children.length == 1) rest = children[0];
    return new Tree(rest);
  }

  /// How many keys are smaller than `key`.
  int rank(String key) {
    return root.rank(key);
  }

  /// Shows the objects at or after `from` in order until `visitor` says false.
  void each(String from, Predicate<CachedObject> visitor) {
    root.each(from, visitor);
  }

  private sealed interface Node {
    int size();

    String low();

    int width();

    @Nullable CachedObject find(String key);

    /// One node, or two if it had to split.
    Node[] with(CachedObject object);

    /// Null if nothing is left; itself if there was no such key.
    @Nullable Node without(String key);

    int rank(String key);

    boolean each(String from, Predicate<CachedObject> visitor);

    Node joined(Node right);
  }

  private record Leaf(CachedObject[] items) implements Node {
    @Override
    public int size() {
      return items.length;
    }

    @Override
    public int width() {
      return items.length;
    }

    @Override
    public String low() {
      return items[0].key();
    }

    /// The index of the first key that is not smaller.
    private int ceiling(String key) {
      int low = 0;
      int high = items.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (items[middle].key().compareTo(key) < 0) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    private boolean isAt(int index, String key) {
      return index < items.length && items[index].key().equals(key);
    }

    @Override
    public @Nullable CachedObject find(String key) {
      int index = ceiling(key);
      return isAt(index, key) ? items[index] : null;
    }

    @Override
    public Node[] with(CachedObject object) {
      int index = ceiling(object.key());
      if (isAt(index, object.key())) {
        var copy = items.clone();
        copy[index] = object;
        return new Node[] {new Leaf(copy)};
      }
      var copy = new CachedObject[items.length + 1];
      System.arraycopy(items, 0, copy, 0, index);
      copy[index] = object;
      System.arraycopy(items, index, copy, index + 1, items.length - index);
      if (copy.length <= WIDTH) return new Node[] {new Leaf(copy)};
      int cut = splitPoint(index, copy.length);
      return new Node[] {
        new Leaf(Arrays.copyOfRange(copy, 0, cut)),
        new Leaf(Arrays.copyOfRange(copy, cut, copy.length))
      };
    }

    @Override
    public @Nullable Node without(String key) {
      int index = ceiling(key);
      if (!isAt(index, key)) return this;
      if (items.length == 1) return null;
      var copy = new CachedObject[items.length - 1];
      System.arraycopy(items, 0, copy, 0, index);
      System.arraycopy(items, index + 1, copy, index, copy.length - index);
      return new Leaf(copy);
    }

    @Override
    public int rank(String key) {
      return ceiling(key);
    }

    @Override
    public boolean each(String from, Predicate<CachedObject> visitor) {
      for (int i = from.isEmpty() ? 0 : ceiling(from); i < items.length; i++)
        if (!visitor.test(items[i])) return false;
      return true;
    }

    @Override
    public Node joined(Node right) {
      var more = ((Leaf) right).items;
      var all = Arrays.copyOf(items, items.length + more.length);
      System.arraycopy(more, 0, all, items.length, more.length);
      return new Leaf(all);
    }
  }

  private record Branch(Node[] children, String[] lows, int size) implements Node {
    Branch(Node[] children) {
      this(children, lowsOf(children), sizeOf(children));
    }

    private static String[] lowsOf(Node[] children) {
      var lows = new String[children.length];
      for (int i = 0; i < lows.length; i++) lows[i] = children[i].low();
      return lows;
    }

    private static int sizeOf(Node[] children) {
      int size = 0;
      for (var child : children) size += child.size();
      return size;
    }

    @Override
    public int width() {
      return children.length;
    }

    @Override
    public String low() {
      return lows[0];
    }

    /// The index of the child that holds `key` or would.
    private int childOf(String key) {
      int low = 1;
      int high = lows.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (lows[middle].compareTo(key) <= 0) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    @Override
    public @Nullable CachedObject find(String key) {
      return children[childOf(key)].find(key);
    }

    @Override
    public Node[] with(CachedObject object) {
      int index = childOf(object.key());
      var grown = children[index].with(object);
      var copy = new Node[children.length + grown.length - 1];
      System.arraycopy(children, 0, copy, 0, index);
      System.arraycopy(grown, 0, copy, index, grown.length);
      System.arraycopy(
          children, index + 1, copy, index + grown.length, children.length - index - 1);
      if (copy.length <= WIDTH) return new Node[] {new Branch(copy)};
      int cut = splitPoint(index, copy.length);
      return new Node[] {
        new Branch(Arrays.copyOfRange(copy, 0, cut)),
        new Branch(Arrays.copyOfRange(copy, cut, copy.length))
      };
    }

    @Override
    public @Nullable Node without(String key) {
      int index = childOf(key);
      var rest = children[index].without(key);
      if (rest == children[index]) return this;
      if (rest == null) return withoutChild(index);
      var copy = children.clone();
      copy[index] = rest;
      int left = index > 0 ? index - 1 : 0;
      if (copy.length > 1 && copy[left].width() + copy[left + 1].width() <= WIDTH / 2)
        return join(copy, left);
      return new Branch(copy);
    }

    private @Nullable Node withoutChild(int index) {
      if (children.length == 1) return null;
      var copy = new Node[children.length - 1];
      System.arraycopy(children, 0, copy, 0, index);
      System.arraycopy(children, index + 1, copy, index, copy.length - index);
      return new Branch(copy);
    }

    private static Node join(Node[] nodes, int left) {
      var copy = new Node[nodes.length - 1];
      System.arraycopy(nodes, 0, copy, 0, left);
      copy[left] = nodes[left].joined(nodes[left + 1]);
      System.arraycopy(nodes, left + 2, copy, left + 1, copy.length - left - 1);
      return new Branch(copy);
    }

    @Override
    public int rank(String key) {
      int index = childOf(key);
      int before = 0;
      for (int i = 0; i < index; i++) before += children[i].size();
      return before + children[index].rank(key);
    }

    @Override
    public boolean each(String from, Predicate<CachedObject> visitor) {
      int first = from.isEmpty() ? 0 : childOf(from);
      for (int i = first; i < children.length; i++)
        if (!children[i].each(i == first ? from : "", visitor)) return false;
      return true;
    }

    @Override
    public Node joined(Node right) {
      var more = ((Branch) right).children;
      var all = Arrays.copyOf(children, children.length + more.length);
      System.arraycopy(more, 0, all, children.length, more.length);
      return new Branch(all);
    }
  }

  /// Keys often arrive in rising order; then the left half stays nearly full instead of half empty for ever.
  private static int splitPoint(int index, int length) {
    return index == length - 1 ? length - 2 : length / 2;
  }
}
