package pilothouse.cel.run;

import java.util.List;
import java.util.Set;
import pilothouse.cel.library.Implementation;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.GrowingMap;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.MapKeys;
import pilothouse.cel.value.MapValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Bool;
import pilothouse.cel.value.Value.Maybe;

/// The kinds of steps. What each costs is what upstream counts: 1 for a name or a member, 10 for a list, 30 for a map, calls by their arguments.
///
/// Source: cel-go `interpreter/runtimecost.go`.
final class Steps {
  private static final int LIST_COST = 10;
  private static final int MAP_COST = 30;

  private Steps() {}

  record Constant(Value value) implements Step {
    @Override
    public Value run(Frame frame) {
      return value;
    }
  }

  /// @param cost 0 where the name stands for a branch of a choice, or for an index
  record Local(int slot, int cost) implements Step {
    @Override
    public Value run(Frame frame) {
      frame.spend(cost);
      return frame.local(slot);
    }
  }

  /// @param cost as of [Local]
  record Variable(String name, int cost) implements Step {
    @Override
    public Value run(Frame frame) {
      frame.spend(cost);
      return frame.variables.get(name);
    }
  }

  /// @param cost 1 where the member belongs to a chain of names, 2 behind a call
  record Select(Step operand, Value field, int cost) implements Step {
    @Override
    public Value run(Frame frame) {
      Value value = operand.run(frame);
      frame.spend(cost);
      return switch (value) {
        case MapValue map -> map.at(field);
        case Maybe maybe -> optional(maybe, field);
        default -> throw EvalException.noSuchOverload();
      };
    }

    private static Value optional(Maybe maybe, Value field) {
      if (!maybe.present()) return Maybe.NONE;
      if (maybe.inner() instanceof Maybe inner) return optional(inner, field);
      if (!(maybe.inner() instanceof MapValue map)) throw EvalException.noSuchOverload();
      return map.find(field).<Value>map(Maybe::some).orElse(Maybe.NONE);
    }
  }

  record Has(Step operand, Value field) implements Step {
    @Override
    public Value run(Frame frame) {
      Value value = operand.run(frame);
      if (value instanceof Maybe maybe) value = maybe.present() ? maybe.inner() : GrowingMap.EMPTY;
      if (!(value instanceof MapValue map)) throw EvalException.noSuchOverload();
      return Value.of(map.find(field).isPresent());
    }
  }

  record Index(Step operand, Step index, Implementation at, int cost) implements Step {
    @Override
    public Value run(Frame frame) {
      Value value = operand.run(frame);
      Value key = index.run(frame);
      frame.spend(cost);
      return at.call(new Value[] {value, key});
    }
  }

  record Call(String function, String overload, Implementation body, List<Step> arguments)
      implements Step {
    @Override
    public Value run(Frame frame) {
      var values = new Value[arguments.size()];
      for (int i = 0; i < values.length; i++) values[i] = arguments.get(i).run(frame);
      frame.spend(CallCosts.before(function, values));
      Value result = body.call(values);
      frame.spend(CallCosts.of(function, overload, values, result));
      return result;
    }
  }

  /// Whether a value is among constants, which are found by hash and cost nothing.
  record In(Step operand, Set<Object> values) implements Step {
    @Override
    public Value run(Frame frame) {
      Value value = operand.run(frame);
      return Value.of(MapKeys.possible(value) && values.contains(MapKeys.normal(value)));
    }
  }

  /// `a && b`, or `a || b` where `decides` is true: what decides wins over an error of the other side.
  record Logic(Step left, Step right, boolean decides) implements Step {
    @Override
    public Value run(Frame frame) {
      boolean known;
      try {
        known = truth(left.run(frame));
      } catch (EvalException e) {
        return afterError(frame, e);
      }
      return known == decides ? Value.of(decides) : Value.of(truth(right.run(frame)));
    }

    /// The right side decides, or the first error counts.
    private Value afterError(Frame frame, EvalException first) {
      boolean second;
      try {
        second = truth(right.run(frame));
      } catch (EvalException e) {
        throw first;
      }
      if (second != decides) throw first;
      return Value.of(decides);
    }

    private static boolean truth(Value value) {
      if (value instanceof Bool(boolean truth)) return truth;
      throw EvalException.noSuchOverload();
    }
  }

  record Choice(Step condition, Step yes, Step no) implements Step {
    @Override
    public Value run(Frame frame) {
      if (!(condition.run(frame) instanceof Bool(boolean truth)))
        throw EvalException.noSuchOverload();
      return truth ? yes.run(frame) : no.run(frame);
    }
  }

  /// False only where its operand is false; an error is not.
  record NotStrictlyFalse(Step operand) implements Step {
    @Override
    public Value run(Frame frame) {
      boolean falsehood = falsehood(frame);
      frame.spend(1);
      return Value.of(!falsehood);
    }

    private boolean falsehood(Frame frame) {
      try {
        return operand.run(frame).equals(Value.FALSE);
      } catch (EvalException e) {
        return false;
      }
    }
  }

  record MakeList(List<Step> items, Set<Integer> optional) implements Step {
    @Override
    public Value run(Frame frame) {
      var values = new java.util.ArrayList<Value>(items.size());
      for (int i = 0; i < items.size(); i++) {
        Value value = items.get(i).run(frame);
        if (!optional.contains(i)) values.add(value);
        else if (!(value instanceof Maybe maybe)) throw EvalException.noSuchOverload();
        else if (maybe.present()) values.add(maybe.inner());
      }
      frame.spend(LIST_COST);
      return ListValue.of(values);
    }
  }

  record Entry(Step key, Step value, boolean optional) {}

  record MakeMap(List<Entry> entries) implements Step {
    @Override
    public Value run(Frame frame) {
      GrowingMap map = GrowingMap.EMPTY;
      for (Entry entry : entries) {
        Value key = entry.key().run(frame);
        Value value = entry.value().run(frame);
        if (!entry.optional()) map = map.replacing(key, value);
        else if (!(value instanceof Maybe maybe)) throw EvalException.noSuchOverload();
        else if (maybe.present()) map = map.replacing(key, maybe.inner());
      }
      frame.spend(MAP_COST);
      return map;
    }
  }
}
