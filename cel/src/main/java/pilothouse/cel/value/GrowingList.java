package pilothouse.cel.value;

import java.util.ArrayList;
import java.util.List;

/// A list that loops append to: `accumulator + [x]` takes constant time.
///
/// Lists share one buffer, each seeing its own length of it. Only the longest may append in place; appending to a shorter one copies.
final class GrowingList implements ListValue {
  private final List<Value> buffer;
  private final int size;

  private GrowingList(List<Value> buffer, int size) {
    this.buffer = buffer;
    this.size = size;
  }

  static GrowingList of(ListValue list) {
    if (list instanceof GrowingList growing) return growing;
    var buffer = new ArrayList<Value>(Math.max(8, list.size() * 2));
    for (int i = 0; i < list.size(); i++) buffer.add(list.get(i));
    return new GrowingList(buffer, list.size());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Value get(int i) {
    return buffer.get(i);
  }

  @Override
  public ListValue plus(ListValue other) {
    if (other.size() == 0) return this;
    List<Value> target = buffer.size() == size ? buffer : new ArrayList<>(buffer.subList(0, size));
    int more = other.size();
    for (int i = 0; i < more; i++) target.add(other.get(i));
    return new GrowingList(target, size + more);
  }
}
