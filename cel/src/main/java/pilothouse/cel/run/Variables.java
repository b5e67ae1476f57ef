package pilothouse.cel.run;

import java.util.Map;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;

/// The values of an expression's variables. One that is asked for twice may be made twice: whoever makes them dearly keeps them.
@FunctionalInterface
public interface Variables {

  /// @throws EvalException where the variable has no value
  Value get(String name);

  static Variables of(Map<String, Value> values) {
    return name -> {
      Value value = values.get(name);
      if (value == null) throw new EvalException("no such attribute(s): " + name);
      return value;
    };
  }
}
