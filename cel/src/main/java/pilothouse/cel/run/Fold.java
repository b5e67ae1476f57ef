package pilothouse.cel.run;

import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.MapValue;
import pilothouse.cel.value.Value;

/// A loop over a list, or over the keys of a map: what macros as `all` and `map` become.
///
/// @param second the slot of the second variable; -1 where there is one only
record Fold(
    Step range,
    Step start,
    Step condition,
    Step step,
    Step result,
    int accumulator,
    int first,
    int second)
    implements Step {

  @Override
  public Value run(Frame frame) {
    Value over = range.run(frame);
    frame.locals[accumulator] = start.run(frame);
    switch (over) {
      case ListValue list -> list(frame, list);
      case MapValue map -> map(frame, map);
      default -> throw EvalException.noSuchOverload();
    }
    return result.run(frame);
  }

  private void list(Frame frame, ListValue list) {
    for (int i = 0; i < list.size(); i++) {
      if (second < 0) frame.locals[first] = item(list, i);
      else {
        frame.locals[first] = Value.of(i);
        frame.locals[second] = item(list, i);
      }
      if (!more(frame)) return;
    }
  }

  /// An item that is no valid value fails where it is used.
  private static Value item(ListValue list, int i) {
    try {
      return list.get(i);
    } catch (EvalException e) {
      return new Value.Failure(e);
    }
  }

  private void map(Frame frame, MapValue map) {
    for (Value key : map.keys()) {
      frame.locals[first] = key;
      if (second >= 0) frame.locals[second] = value(map, key);
      if (!more(frame)) return;
    }
  }

  private static Value value(MapValue map, Value key) {
    try {
      return map.at(key);
    } catch (EvalException e) {
      return new Value.Failure(e);
    }
  }

  private boolean more(Frame frame) {
    frame.iterated();
    if (condition.run(frame).equals(Value.FALSE)) return false;
    try {
      frame.locals[accumulator] = step.run(frame);
    } catch (EvalException e) {
      frame.locals[accumulator] = new Value.Failure(e);
    }
    return true;
  }
}
