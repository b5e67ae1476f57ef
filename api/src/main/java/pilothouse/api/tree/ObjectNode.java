package pilothouse.api.tree;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// A JSON object: members in the order they were put, each name once. Two objects are equal when their members are, whatever the order.
public final class ObjectNode implements Node {
  public static final ObjectNode EMPTY = new ObjectNode(new String[0], new Node[0]);

  /// Above this many members a hash index pays; below it a scan over the names is faster and smaller.
  private static final int INDEX_FROM = 12;

  private final String[] names;
  private final Node[] values;
  private final Map<String, Integer> index;

  private ObjectNode(String[] names, Node[] values) {
    this.names = names;
    this.values = values;
    this.index = names.length < INDEX_FROM ? Map.of() : index(names);
  }

  private static Map<String, Integer> index(String[] names) {
    var index = HashMap.<String, Integer>newHashMap(names.length);
    for (int i = 0; i < names.length; i++) index.put(names[i], i);
    return index;
  }

  public static Builder builder() {
    return new Builder(8);
  }

  public static ObjectNode of(String name, Node value) {
    return new ObjectNode(new String[] {name}, new Node[] {value});
  }

  public static ObjectNode of(String name, String text) {
    return of(name, new StringNode(text));
  }

  /// An object of texts, in the map's order.
  public static ObjectNode ofTexts(Map<String, String> texts) {
    var out = builder();
    texts.forEach(out::put);
    return out.build();
  }

  public int size() {
    return names.length;
  }

  public boolean isEmpty() {
    return names.length == 0;
  }

  public String name(int i) {
    return names[i];
  }

  public Node value(int i) {
    return values[i];
  }

  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /// The members' names, in order.
  public List<String> names() {
    return new AbstractList<>() {
      @Override
      public String get(int i) {
        return names[i];
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  public void forEach(BiConsumer<String, Node> action) {
    for (int i = 0; i < names.length; i++) action.accept(names[i], values[i]);
  }

  @Override
  public Node get(String name) {
    int i = indexOf(name);
    return i < 0 ? NullNode.NULL : values[i];
  }

  @Override
  public ObjectNode object() {
    return this;
  }

  /// A copy with one member put: in its old place where it had one, else at the end.
  public ObjectNode with(String name, Node value) {
    int i = indexOf(name);
    if (i >= 0 && values[i] == value) return this;
    String[] keys = i >= 0 ? names : append(names, name);
    Node[] copy = Arrays.copyOf(values, keys.length);
    copy[i >= 0 ? i : keys.length - 1] = value;
    return new ObjectNode(keys, copy);
  }

  public ObjectNode with(String name, String text) {
    return with(name, new StringNode(text));
  }

  public ObjectNode with(String name, long number) {
    return with(name, new LongNode(number));
  }

  public ObjectNode with(String name, boolean value) {
    return with(name, BoolNode.of(value));
  }

  /// A copy with the value at the end of a chain of members put; objects on the way are made where there are none.
  public ObjectNode withAt(List<String> path, Node value) {
    String first = path.getFirst();
    if (path.size() == 1) return with(first, value);
    return with(first, get(first).object().withAt(path.subList(1, path.size()), value));
  }

  /// A copy less the member at the end of a chain; this object where there is none.
  public ObjectNode withoutAt(List<String> path) {
    String first = path.getFirst();
    if (path.size() == 1) return without(first);
    if (!(get(first) instanceof ObjectNode inner)) return this;
    return with(first, inner.withoutAt(path.subList(1, path.size())));
  }

  public ObjectNode without(String name) {
    int gone = indexOf(name);
    if (gone < 0) return this;
    var out = new Builder(names.length);
    for (int i = 0; i < names.length; i++) if (i != gone) out.add(names[i], values[i]);
    return out.build();
  }

  private static String[] append(String[] names, String name) {
    String[] longer = Arrays.copyOf(names, names.length + 1);
    longer[names.length] = name;
    return longer;
  }

  private int indexOf(String name) {
    if (names.length >= INDEX_FROM) return index.getOrDefault(name, -1);
    for (int i = 0; i < names.length; i++) if (names[i].equals(name)) return i;
    return -1;
  }

  @Override
  public String typeName() {
    return "object";
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) return true;
    if (!(other instanceof ObjectNode that) || that.size() != size()) return false;
    for (int i = 0; i < names.length; i++) {
      int at = i < that.names.length && that.names[i].equals(names[i]) ? i : that.indexOf(names[i]);
      if (at < 0 || !values[i].equals(that.values[at])) return false;
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < names.length; i++) hash += names[i].hashCode() ^ values[i].hashCode();
    return hash;
  }

  /// This object as compact JSON.
  @Override
  public String toString() {
    var out = new StringBuilder("{");
    for (int i = 0; i < names.length; i++) {
      if (i > 0) out.append(',');
      JsonText.quote(names[i], out);
      out.append(':').append(values[i]);
    }
    return out.append('}').toString();
  }

  /// Collects members; a name put twice keeps its first place and its last value.
  public static final class Builder {
    private String[] names;
    private Node[] values;
    private int size;
    private Map<String, Integer> index = Map.of();

    private Builder(int capacity) {
      names = new String[capacity];
      values = new Node[capacity];
    }

    public Builder put(String name, Node value) {
      int i = indexOf(name);
      if (i < 0) return add(name, value);
      values[i] = value;
      return this;
    }

    public Builder put(String name, String text) {
      return put(name, new StringNode(text));
    }

    public Builder put(String name, long number) {
      return put(name, new LongNode(number));
    }

    public Builder put(String name, boolean value) {
      return put(name, BoolNode.of(value));
    }

    public Builder putAll(ObjectNode other) {
      other.forEach(this::put);
      return this;
    }

    public boolean has(String name) {
      return indexOf(name) >= 0;
    }

    /// Adds a member whose name the caller knows to be new.
    private Builder add(String name, Node value) {
      if (size == names.length) grow();
      names[size] = name;
      values[size++] = value;
      if (size == INDEX_FROM) index = index(Arrays.copyOf(names, size));
      else if (size > INDEX_FROM) index.put(name, size - 1);
      return this;
    }

    private void grow() {
      int capacity = Math.max(8, size * 2);
      names = Arrays.copyOf(names, capacity);
      values = Arrays.copyOf(values, capacity);
    }

    private int indexOf(String name) {
      if (size >= INDEX_FROM) return index.getOrDefault(name, -1);
      for (int i = 0; i < size; i++) if (names[i].equals(name)) return i;
      return -1;
    }

    public int size() {
      return size;
    }

    public ObjectNode build() {
      return size == 0
          ? EMPTY
          : new ObjectNode(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }
  }
}
