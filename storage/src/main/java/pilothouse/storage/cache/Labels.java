package pilothouse.storage.cache;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map over an array of names and values in turn: objects have few labels, and an array of interned strings is the
/// smallest thing that holds them.
final class Labels extends AbstractMap<String, String> {
  private final String[] pairs;

  Labels(String[] pairs) {
    this.pairs = pairs;
  }

  static @Nullable String find(String[] pairs, String name) {
    for (int i = 0; i < pairs.length; i += 2) if (pairs[i].equals(name)) return pairs[i + 1];
    return null;
  }

  @Override
  public @Nullable String get(Object name) {
    return name instanceof String text ? find(pairs, text) : null;
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return pairs.length / 2;
      }

      @Override
      public Iterator<Entry<String, String>> iterator() {
        return new Entries(pairs);
      }
    };
  }

  private static final class Entries implements Iterator<Map.Entry<String, String>> {
    private final String[] pairs;
    private int next;

    Entries(String[] pairs) {
      this.pairs = pairs;
    }

    @Override
    public boolean hasNext() {
      return next < pairs.length;
    }

    @Override
    public Map.Entry<String, String> next() {
      if (!hasNext()) throw new NoSuchElementException();
      next += 2;
      return Map.entry(pairs[next - 2], pairs[next - 1]);
    }
  }
}
