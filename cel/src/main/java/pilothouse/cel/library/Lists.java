package pilothouse.cel.library;

import java.util.ArrayList;
import java.util.List;
import pilothouse.cel.value.Equality;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.Ordering;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Int;

/// Lists.
///
/// Sources: cel-go `ext/lists.go`, version 3; apiserver `pkg/cel/library/lists.go`.
public final class Lists {
  /// A rule that makes a longer list has spent its budget anyway.
  private static final int LONGEST = 1_000_000;

  private Lists() {}

  static void addTo(Overloads all) {
    all.one("isSorted", ListValue.class, Lists::isSorted)
        .one("min", ListValue.class, list -> extreme(list, "min", -1))
        .one("max", ListValue.class, list -> extreme(list, "max", 1))
        .one("sum", ListValue.class, Lists::sum)
        .two("indexOf", ListValue.class, Value.class, Lists::indexOf)
        .two("lastIndexOf", ListValue.class, Value.class, Lists::lastIndexOf)
        .three("slice", ListValue.class, Int.class, Int.class, Lists::slice)
        .one("flatten", ListValue.class, list -> flatten(list, 1))
        .two("flatten", ListValue.class, Int.class, (list, depth) -> flatten(list, depth.value()))
        .one("sort", ListValue.class, list -> sort(list, list))
        .two("@sortByAssociatedKeys", ListValue.class, ListValue.class, Lists::sort)
        .one("lists.range", Int.class, Lists::range)
        .one("reverse", ListValue.class, list -> ListValue.of(list.items().reversed()))
        .one("distinct", ListValue.class, Lists::distinct);
  }

  private static Value isSorted(ListValue list) {
    for (int i = 0; i < list.size(); i++) {
      if (!Ordering.ordered(list.get(i))) throw EvalException.noSuchOverload();
      if (i > 0 && Ordering.compare(list.get(i - 1), list.get(i)) > 0) return Value.FALSE;
    }
    return Value.TRUE;
  }

  private static Value extreme(ListValue list, String name, int wanted) {
    if (list.size() == 0) throw new EvalException(name + " called on empty list");
    Value best = list.get(0);
    if (!Ordering.ordered(best)) throw EvalException.noSuchOverload();
    for (int i = 1; i < list.size(); i++) {
      Value next = list.get(i);
      if (Integer.signum(Ordering.compare(next, best)) == wanted) best = next;
    }
    return best;
  }

  /// An empty list has no element that tells its type; the checker's type decides what zero is, see [#zero].
  private static Value sum(ListValue list) {
    if (list.size() == 0) return Value.of(0);
    Value sum = list.get(0);
    for (int i = 1; i < list.size(); i++) sum = Arithmetic.add(sum, list.get(i));
    if (!(sum instanceof Int
        || sum instanceof Value.Uint
        || sum instanceof Value.Real
        || sum instanceof Value.Span)) throw EvalException.noSuchOverload();
    return sum;
  }

  /// The sum of no element, by the overload that the checker chose.
  public static Value zero(String overload) {
    return switch (overload) {
      case "list_uint_sum_uint" -> new Value.Uint(0);
      case "list_double_sum_double" -> new Value.Real(0);
      case "list_duration_sum_duration" -> new Value.Span(java.time.Duration.ZERO);
      default -> Value.of(0);
    };
  }

  private static Value indexOf(ListValue list, Value value) {
    for (int i = 0; i < list.size(); i++)
      if (Equality.equal(list.get(i), value)) return Value.of(i);
    return Value.of(-1);
  }

  private static Value lastIndexOf(ListValue list, Value value) {
    for (int i = list.size() - 1; i >= 0; i--)
      if (Equality.equal(list.get(i), value)) return Value.of(i);
    return Value.of(-1);
  }

  private static Value slice(ListValue list, Int from, Int to) {
    String call = "cannot slice(" + from.value() + ", " + to.value() + "), ";
    if (from.value() < 0 || to.value() < 0)
      throw new EvalException(call + "negative indexes not supported");
    if (from.value() > to.value())
      throw new EvalException(call + "start index must be less than or equal to end index");
    if (list.size() < to.value()) throw new EvalException(call + "list is length " + list.size());
    return ListValue.of(list.items().subList((int) from.value(), (int) to.value()));
  }

  private static Value flatten(ListValue list, long depth) {
    if (depth < 0) throw new EvalException("level must be non-negative");
    List<Value> out = new ArrayList<>();
    flatten(list, depth, out);
    return ListValue.of(out);
  }

  private static void flatten(ListValue list, long depth, List<Value> out) {
    for (Value item : list.items()) {
      if (item instanceof ListValue inner && depth > 0) flatten(inner, depth - 1, out);
      else out.add(item);
    }
  }

  private static Value sort(ListValue list, ListValue keys) {
    if (list.size() != keys.size())
      throw new EvalException(
          "@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got "
              + list.size()
              + " and "
              + keys.size()
              + " elements respectively");
    if (list.size() == 0) return list;
    Value first = keys.get(0);
    if (!Ordering.ordered(first)) throw new EvalException("list elements must be comparable");
    List<Value> by = keys.items();
    for (Value key : by)
      if (key.getClass() != first.getClass())
        throw new EvalException("list elements must have the same type");
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) places.add(i);
    places.sort((a, b) -> Ordering.compare(by.get(a), by.get(b)));
    return ListValue.of(places.stream().map(list::get).toList());
  }

  private static Value range(Int count) {
    if (count.value() > LONGEST)
      throw new EvalException("lists.range() of more than " + LONGEST + " elements");
    List<Value> out = new ArrayList<>();
    for (long i = 0; i < count.value(); i++) out.add(Value.of(i));
    return ListValue.of(out);
  }

  private static Value distinct(ListValue list) {
    List<Value> out = new ArrayList<>();
    for (Value item : list.items()) {
      boolean seen = false;
      for (Value other : out) seen |= Equality.equal(item, other);
      if (!seen) out.add(item);
    }
    return ListValue.of(out);
  }
}
