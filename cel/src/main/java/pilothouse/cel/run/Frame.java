package pilothouse.cel.run;

import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;

/// What one run of a plan works on. Used by one thread.
final class Frame {
  /// Loops look this often whether somebody wants them to end.
  private static final int CHECK_FREQUENCY = 100;

  final Variables variables;
  final Value[] locals;
  private final long limit;
  private long cost;
  private int iterations;

  Frame(Variables variables, int locals, long limit) {
    this.variables = variables;
    this.locals = new Value[locals];
    java.util.Arrays.fill(this.locals, Value.NULL);
    this.limit = limit;
  }

  void spend(long units) {
    cost = cost + units < 0 ? Long.MAX_VALUE : cost + units;
    if (cost > limit) throw new CostExceeded("operation cancelled: actual cost limit exceeded");
  }

  void iterated() {
    if (++iterations % CHECK_FREQUENCY == 0 && Thread.currentThread().isInterrupted())
      throw new CostExceeded("operation interrupted");
  }

  Value local(int slot) {
    Value value = locals[slot];
    if (value instanceof Value.Failure(EvalException cause)) throw cause;
    return value;
  }

  long cost() {
    return cost;
  }
}
