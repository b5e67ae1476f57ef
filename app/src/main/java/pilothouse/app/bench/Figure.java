package pilothouse.app.bench;

import java.util.OptionalDouble;

/// One measured number beside what it should be, the less the better.
///
/// @param must the budget; empty where there is none
/// @param aim what would be better still; empty where the budget says it all
record Figure(String name, double value, String unit, OptionalDouble aim, OptionalDouble must) {
  static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, OptionalDouble.empty(), OptionalDouble.empty());
  }

  Figure aim(double aim) {
    return new Figure(name, value, unit, OptionalDouble.of(aim), must);
  }

  Figure must(double must) {
    return new Figure(name, value, unit, aim, OptionalDouble.of(must));
  }

  boolean misses() {
    return must.isPresent() && value > must.getAsDouble();
  }
}
