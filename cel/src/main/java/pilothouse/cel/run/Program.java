package pilothouse.cel.run;

import pilothouse.cel.value.EvalException;

/// An expression ready to run. Immutable and shared by threads.
public final class Program {
  private final Step step;
  private final int locals;

  Program(Step step, int locals) {
    this.step = step;
    this.locals = locals;
  }

  /// @param limit the cost at which the run is ended
  public Outcome run(Variables variables, long limit) {
    var frame = new Frame(variables, locals, limit);
    try {
      return new Outcome.Result(step.run(frame), frame.cost());
    } catch (EvalException e) {
      return new Outcome.Failed(e.text(), frame.cost());
    } catch (CostExceeded e) {
      return new Outcome.Cancelled(e.text(), frame.cost());
    }
  }
}
