package pilothouse.registry.fields;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An immutable set of fields of an object, kept as a trie of path elements.
public final class FieldSet {
  public static final FieldSet EMPTY = new FieldSet(new Entry[0]);

  /// An element that is a member of the set, or leads to members below it, or both.
  record Entry(Element element, boolean member, FieldSet below) {
    boolean empty() {
      return !member && below.isEmpty();
    }

    /// An entry of an element that takes this one's place, or this one where it is just so.
    private Entry with(Element element, boolean member, FieldSet below) {
      boolean same = member == this.member && below == this.below && !empty();
      return same ? this : new Entry(element, member, below);
    }
  }

  /// Stands for an element that a set has nothing of.
  private static final Entry NONE = new Entry(new Element.Index(-1), false, EMPTY);

  private final Entry[] entries;

  private FieldSet(Entry[] entries) {
    this.entries = entries;
  }

  private static FieldSet of(List<Entry> entries) {
    return entries.isEmpty() ? EMPTY : new FieldSet(entries.toArray(Entry[]::new));
  }

  /// A set of fields that are reached through names alone, such as `spec.replicas`.
  public static FieldSet ofNames(String... dottedPaths) {
    return ofPaths(Stream.of(dottedPaths).map(path -> List.of(path.split("\\."))).toList());
  }

  /// A set of fields, each the names that lead to it.
  public static FieldSet ofPaths(List<List<String>> paths) {
    var out = new Builder();
    for (List<String> path : paths) {
      if (path.isEmpty()) continue;
      Builder at = out;
      for (String name : path.subList(0, path.size() - 1)) at = at.below(new Element.Name(name));
      at.add(new Element.Name(path.getLast()));
    }
    return out.build();
  }

  List<Entry> entries() {
    return Arrays.asList(entries);
  }

  public boolean isEmpty() {
    return entries.length == 0;
  }

  /// How many fields are members.
  int size() {
    int size = 0;
    for (Entry entry : entries) size += entry.below.size() + (entry.member ? 1 : 0);
    return size;
  }

  boolean has(Element element) {
    Entry entry = find(element);
    return entry != null && entry.member;
  }

  public boolean has(List<Element> path) {
    FieldSet set = this;
    for (Element step : path.subList(0, path.size() - 1)) set = set.below(step);
    return set.has(path.getLast());
  }

  /// The members below an element, as paths from there.
  FieldSet below(Element element) {
    Entry entry = find(element);
    return entry == null ? EMPTY : entry.below;
  }

  private @Nullable Entry find(Element element) {
    int low = 0;
    int high = entries.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = entries[middle].element.compareTo(element);
      if (order == 0) return entries[middle];
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  /// How the entries of one element in two sets become one; the result is left out when empty.
  private interface Combination {
    Entry of(Element element, Entry left, Entry right);
  }

  /// Both sets as one; this very set where the combination leaves all its entries as they are.
  private FieldSet combine(FieldSet other, Combination combination) {
    var out = new ArrayList<Entry>(entries.length + other.entries.length);
    int i = 0;
    int j = 0;
    boolean same = true;
    while (i < entries.length || j < other.entries.length) {
      int order = order(other, i, j);
      Entry left = order <= 0 ? entries[i++] : NONE;
      Entry right = order >= 0 ? other.entries[j++] : NONE;
      Entry both = combination.of(order <= 0 ? left.element : right.element, left, right);
      same &= both == left || both.empty() && left == NONE;
      if (!both.empty()) out.add(both);
    }
    return same ? this : of(out);
  }

  private int order(FieldSet other, int i, int j) {
    if (i == entries.length) return 1;
    if (j == other.entries.length) return -1;
    return entries[i].element.compareTo(other.entries[j].element);
  }

  public FieldSet union(FieldSet other) {
    if (other.isEmpty() || other == this) return this;
    if (isEmpty()) return other;
    return combine(other, (e, l, r) -> new Entry(e, l.member || r.member, l.below.union(r.below)));
  }

  FieldSet intersection(FieldSet other) {
    if (isEmpty() || other.isEmpty()) return EMPTY;
    return combine(
        other, (e, l, r) -> l.with(e, l.member && r.member, l.below.intersection(r.below)));
  }

  /// The members that are not in the other set, each field for itself.
  FieldSet difference(FieldSet other) {
    if (isEmpty() || other.isEmpty()) return this;
    return combine(
        other, (e, l, r) -> l.with(e, l.member && !r.member, l.below.difference(r.below)));
  }

  /// The members that are neither in the other set nor below any of its members.
  FieldSet without(FieldSet other) {
    if (isEmpty() || other.isEmpty()) return this;
    return combine(
        other, (e, l, r) -> r.member ? NONE : new Entry(e, l.member, l.below.without(r.below)));
  }

  /// Calls with the path of each member: at every level the members first, then what is below them.
  void forEach(Consumer<List<Element>> visitor) {
    forEach(new ArrayList<>(), visitor);
  }

  private void forEach(List<Element> path, Consumer<List<Element>> visitor) {
    for (Entry entry : entries)
      if (entry.member) {
        path.addLast(entry.element);
        visitor.accept(List.copyOf(path));
        path.removeLast();
      }
    for (Entry entry : entries) {
      path.addLast(entry.element);
      entry.below.forEach(path, visitor);
      path.removeLast();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet that && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  /// The set as FieldsV1.
  @Override
  public String toString() {
    return FieldsV1.encode(this).toString();
  }

  /// Collects members. The part below an element comes to be only with its first member.
  static final class Builder {
    private final Map<Element, Boolean> members = new TreeMap<>();
    private final Map<Element, Builder> parts = new TreeMap<>();

    void add(Element element) {
      members.put(element, true);
    }

    void addAll(Element element, FieldSet below) {
      below.entries().forEach(e -> below(element).put(e));
    }

    private void put(Entry entry) {
      if (entry.member) add(entry.element);
      addAll(entry.element, entry.below);
    }

    Builder below(Element element) {
      return parts.computeIfAbsent(element, _ -> new Builder());
    }

    FieldSet build() {
      parts.keySet().forEach(element -> members.putIfAbsent(element, false));
      var out = new ArrayList<Entry>(members.size());
      members.forEach((element, member) -> {
        Builder part = parts.get(element);
        var entry = new Entry(element, member, part == null ? EMPTY : part.build());
        if (!entry.empty()) out.add(entry);
      });
      return of(out);
    }
  }
}
