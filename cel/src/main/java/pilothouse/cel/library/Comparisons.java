package pilothouse.cel.library;

import pilothouse.cel.value.Equality;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.MapValue;
import pilothouse.cel.value.Ordering;
import pilothouse.cel.value.Sizes;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Binary;
import pilothouse.cel.value.Value.Bool;
import pilothouse.cel.value.Value.Text;

/// `== != < <= > >= in !`, indexes, and `size`.
final class Comparisons {
  private Comparisons() {}

  static void addTo(Overloads all) {
    all.two("_==_", Value.class, Value.class, (a, b) -> Value.of(Equality.equal(a, b)))
        .two("_!=_", Value.class, Value.class, (a, b) -> Value.of(!Equality.equal(a, b)))
        .two("_<_", Value.class, Value.class, (a, b) -> Value.of(Ordering.compare(a, b) < 0))
        .two("_<=_", Value.class, Value.class, (a, b) -> Value.of(Ordering.compare(a, b) <= 0))
        .two("_>_", Value.class, Value.class, (a, b) -> Value.of(Ordering.compare(a, b) > 0))
        .two("_>=_", Value.class, Value.class, (a, b) -> Value.of(Ordering.compare(a, b) >= 0))
        .one("!_", Bool.class, a -> Value.of(!a.value()))
        .two("@in", Value.class, ListValue.class, (a, list) -> Value.of(list.contains(a)))
        .two("@in", Value.class, MapValue.class, (a, map) -> Value.of(map.find(a).isPresent()))
        .two("_[_]", ListValue.class, Value.class, ListValue::at)
        .two("_[_]", MapValue.class, Value.class, MapValue::at)
        .one("size", Text.class, a -> Value.of(Sizes.of(a)))
        .one("size", Binary.class, a -> Value.of(Sizes.of(a)))
        .one("size", ListValue.class, a -> Value.of(Sizes.of(a)))
        .one("size", MapValue.class, a -> Value.of(Sizes.of(a)));
  }
}
