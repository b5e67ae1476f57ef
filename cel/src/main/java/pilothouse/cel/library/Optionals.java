package pilothouse.cel.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.GrowingMap;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.MapValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Binary;
import pilothouse.cel.value.Value.Bool;
import pilothouse.cel.value.Value.Int;
import pilothouse.cel.value.Value.Maybe;
import pilothouse.cel.value.Value.Real;
import pilothouse.cel.value.Value.Text;
import pilothouse.cel.value.Value.Uint;

/// Optional values, and the inserting that comprehensions of two variables do.
final class Optionals {
  private Optionals() {}

  static void addTo(Overloads all) {
    all.one("optional.of", Value.class, Maybe::some)
        .one("optional.ofNonZeroValue", Value.class, a -> zero(a) ? Maybe.NONE : Maybe.some(a))
        .none("optional.none", Maybe.NONE)
        .one("value", Maybe.class, Optionals::value)
        .one("hasValue", Maybe.class, a -> Value.of(a.present()))
        .two("or", Maybe.class, Maybe.class, (a, b) -> a.present() ? a : b)
        .two("orValue", Maybe.class, Value.class, (a, b) -> a.present() ? a.inner() : b)
        .one("first", ListValue.class, a -> a.size() == 0 ? Maybe.NONE : Maybe.some(a.get(0)))
        .one(
            "last",
            ListValue.class,
            a -> a.size() == 0 ? Maybe.NONE : Maybe.some(a.get(a.size() - 1)))
        .one("optional.unwrap", ListValue.class, Optionals::unwrap)
        .one("unwrapOpt", ListValue.class, Optionals::unwrap)
        .two("_[?_]", Value.class, Value.class, Optionals::index)
        .two("_?._", Value.class, Value.class, Optionals::index)
        .two("_[_]", Maybe.class, Value.class, Optionals::index)
        .three("cel.@mapInsert", GrowingMap.class, Value.class, Value.class, GrowingMap::with)
        .two("cel.@mapInsert", GrowingMap.class, MapValue.class, Optionals::insert);
  }

  private static Value value(Maybe maybe) {
    if (!maybe.present()) throw new EvalException("optional.none() dereference");
    return maybe.inner();
  }

  private static Value unwrap(ListValue list) {
    List<Value> present = new ArrayList<>();
    for (Value item : list.items())
      if (item instanceof Maybe maybe && maybe.present()) present.add(maybe.inner());
    return ListValue.of(present);
  }

  /// What is there under a key, of a list or map that may itself be absent.
  static Value index(Value target, Value key) {
    return switch (target) {
      case Maybe maybe -> maybe.present() ? index(maybe.inner(), key) : Maybe.NONE;
      case MapValue map -> map.find(key).<Value>map(Maybe::some).orElse(Maybe.NONE);
      case ListValue list -> item(list, key).<Value>map(Maybe::some).orElse(Maybe.NONE);
      default -> throw EvalException.noSuchOverload();
    };
  }

  private static Optional<Value> item(ListValue list, Value key) {
    if (!(key instanceof Int(long i))) return Optional.empty();
    return i < 0 || i >= list.size() ? Optional.empty() : Optional.of(list.get((int) i));
  }

  private static Value insert(GrowingMap into, MapValue more) {
    GrowingMap all = into;
    for (Value key : more.keys()) all = all.with(key, more.at(key));
    return all;
  }

  private static boolean zero(Value value) {
    return switch (value) {
      case Bool bool -> !bool.value();
      case Int number -> number.value() == 0;
      case Uint number -> number.bits() == 0;
      case Real number -> number.value() == 0;
      case Text text -> text.value().isEmpty();
      case Binary binary -> binary.value().size() == 0;
      case Value.Null _ -> true;
      case Value.Span span -> span.value().isZero();
      case Value.Moment moment -> moment.value().equals(Times.ZERO);
      case ListValue list -> list.size() == 0;
      case MapValue map -> map.size() == 0;
      case Maybe maybe -> !maybe.present();
      default -> false;
    };
  }
}
