package pilothouse.cel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import pilothouse.cel.compile.Compilation.Checked;
import pilothouse.cel.compile.Compilation.Rejected;
import pilothouse.cel.compile.Compiler;
import pilothouse.cel.compile.Variable;
import pilothouse.cel.library.Library;
import pilothouse.cel.run.Outcome;
import pilothouse.cel.run.Planner;
import pilothouse.cel.run.Variables;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Printing;
import pilothouse.cel.value.Value;

/// Runs expressions over a dynamic variable `x`, for tests.
public final class Expressions {
  public static final long LIMIT = 1_000_000;

  private Expressions() {}

  public static Outcome run(String expression, Value x) {
    var compiler = Compiler.of(List.of(Variable.dynamic("x")));
    return switch (compiler.compile(expression)) {
      case Rejected(String findings) -> new Outcome.Failed(findings, 0);
      case Checked(var ast) -> plannedAndRun(ast, x);
    };
  }

  private static Outcome plannedAndRun(dev.cel.common.CelAbstractSyntaxTree ast, Value x) {
    try {
      return Planner.plan(ast, new Library(), Set.of("x")).run(Variables.of(Map.of("x", x)), LIMIT);
    } catch (EvalException e) {
      return new Outcome.Failed(e.text(), 0);
    }
  }

  /// The value as a text, or the error as it is told.
  public static String show(String expression) {
    return show(expression, Value.of(1));
  }

  public static String show(String expression, Value x) {
    return switch (run(expression, x)) {
      case Outcome.Result(Value value, _) -> Printing.plain(value);
      case Outcome.Failed(String message, _) -> "error: " + message;
      case Outcome.Cancelled(String message, _) -> "cancelled: " + message;
    };
  }
}
