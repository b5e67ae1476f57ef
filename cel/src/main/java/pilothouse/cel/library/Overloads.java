package pilothouse.cel.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;

/// Functions by name; each has some overloads, of which a call takes the first that fits the types of its arguments.
final class Overloads {
  interface Three<A, B, C> {
    Value apply(A a, B b, C c);
  }

  private record Overload(List<Class<? extends Value>> types, Implementation body) {
    boolean fits(Value[] arguments) {
      if (arguments.length != types.size()) return false;
      for (int i = 0; i < arguments.length; i++)
        if (!types.get(i).isInstance(arguments[i])) return false;
      return true;
    }
  }

  private final Map<String, List<Overload>> overloads = new HashMap<>();

  Overloads none(String name, Value value) {
    return add(name, List.of(), _ -> value);
  }

  <A extends Value> Overloads one(String name, Class<A> a, Function<A, Value> body) {
    return add(name, List.of(a), args -> body.apply(a.cast(args[0])));
  }

  <A extends Value, B extends Value> Overloads two(
      String name, Class<A> a, Class<B> b, BiFunction<A, B, Value> body) {
    return add(name, List.of(a, b), args -> body.apply(a.cast(args[0]), b.cast(args[1])));
  }

  <A extends Value, B extends Value, C extends Value> Overloads three(
      String name, Class<A> a, Class<B> b, Class<C> c, Three<A, B, C> body) {
    return add(
        name,
        List.of(a, b, c),
        args -> body.apply(a.cast(args[0]), b.cast(args[1]), c.cast(args[2])));
  }

  Overloads four(
      String name,
      Class<? extends Value> a,
      Class<? extends Value> b,
      Class<? extends Value> c,
      Class<? extends Value> d,
      Implementation body) {
    return add(name, List.of(a, b, c, d), body);
  }

  private Overloads add(String name, List<Class<? extends Value>> types, Implementation body) {
    overloads.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Overload(types, body));
    return this;
  }

  Map<String, Implementation> functions() {
    var functions = new HashMap<String, Implementation>();
    overloads.forEach((name, some) -> functions.put(name, choose(List.copyOf(some))));
    return Map.copyOf(functions);
  }

  private static Implementation choose(List<Overload> overloads) {
    return arguments -> {
      for (Overload overload : overloads)
        if (overload.fits(arguments)) return overload.body().call(arguments);
      throw EvalException.noSuchOverload();
    };
  }
}
