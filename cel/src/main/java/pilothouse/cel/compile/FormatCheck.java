package pilothouse.cel.compile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.cel.library.Formatting;
import pilothouse.cel.value.EvalException;

/// Whether the arguments of a constant format fit its clauses.
final class FormatCheck implements Formatting.Clauses {
  record Wrong(CelExpr at, String message) {}

  /// A misfit of one argument.
  private static final class Misfit extends RuntimeException {
    final transient CelExpr at;

    Misfit(CelExpr at, String message) {
      super(message, null, false, false);
      this.at = at;
    }
  }

  private static final Set<CelKind> INTEGERS = Set.of(CelKind.INT, CelKind.UINT);
  private static final Set<CelKind> REALS = Set.of(CelKind.DOUBLE);
  private static final Set<CelKind> PRINTABLE =
      Set.of(
          CelKind.BOOL,
          CelKind.BYTES,
          CelKind.DOUBLE,
          CelKind.DURATION,
          CelKind.INT,
          CelKind.LIST,
          CelKind.MAP,
          CelKind.NULL_TYPE,
          CelKind.STRING,
          CelKind.TIMESTAMP,
          CelKind.TYPE,
          CelKind.UINT);

  private final List<CelExpr> elements;
  private final CelAbstractSyntaxTree ast;
  private int seen;

  private FormatCheck(List<CelExpr> elements, CelAbstractSyntaxTree ast) {
    this.elements = elements;
    this.ast = ast;
  }

  static Optional<Wrong> of(CelExpr expr, CelAbstractSyntaxTree ast) {
    CelExpr.CelCall call = expr.call();
    if (call.target().isEmpty() || call.args().size() != 1) return Optional.empty();
    CelExpr target = call.target().get();
    CelExpr list = call.args().getFirst();
    if (target.getKind() != Kind.CONSTANT
        || target.constant().getKind() != CelConstant.Kind.STRING_VALUE) return Optional.empty();
    if (list.getKind() != Kind.LIST) return Optional.empty();
    try {
      var check = new FormatCheck(list.list().elements(), ast);
      Formatting.run(target.constant().stringValue(), check);
      return check.tooMany(expr);
    } catch (Misfit e) {
      return Optional.of(new Wrong(e.at, String.valueOf(e.getMessage())));
    } catch (EvalException e) {
      return Optional.of(new Wrong(expr, e.text()));
    }
  }

  private Optional<Wrong> tooMany(CelExpr expr) {
    if (elements.size() <= seen) return Optional.empty();
    String counts = "(expected " + seen + ", got " + elements.size() + ")";
    return Optional.of(new Wrong(expr, "too many arguments supplied to string.format " + counts));
  }

  @Override
  public int arguments() {
    return elements.size();
  }

  @Override
  public String clause(char clause, int precision, int argument) {
    CelExpr element = elements.get(argument);
    seen = argument + 1;
    switch (clause) {
      case 's' ->
          check(
              element,
              PRINTABLE,
              "string",
              "strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps");
      case 'd' -> check(element, INTEGERS, "decimal", "integers");
      case 'f' -> check(element, REALS, "fixed-point", "doubles");
      case 'e' -> check(element, REALS, "scientific", "doubles");
      case 'b' ->
          check(
              element,
              Set.of(CelKind.INT, CelKind.UINT, CelKind.BOOL),
              "binary",
              "integers and bools");
      case 'x', 'X' ->
          check(
              element,
              Set.of(CelKind.INT, CelKind.UINT, CelKind.STRING, CelKind.BYTES),
              "hex",
              "integers, byte buffers, and strings");
      case 'o' -> check(element, INTEGERS, "octal", "integers");
      default ->
          throw new EvalException(
              "could not parse formatting clause: unrecognized formatting clause \""
                  + clause
                  + "\"");
    }
    return "";
  }

  private void check(CelExpr element, Set<CelKind> kinds, String clause, String can) {
    CelType type = ast.getTypeOrThrow(element.id());
    if (kinds.contains(type.kind()) || type.kind().isDyn() || infinite(element, clause)) return;
    throw new Misfit(element, Formatting.unfit(clause, can, CelTypes.format(type)).text());
  }

  /// Where a double belongs, the texts for what is no number will do.
  private static boolean infinite(CelExpr element, String clause) {
    return (clause.equals("fixed-point") || clause.equals("scientific"))
        && element.getKind() == Kind.CONSTANT
        && element.constant().getKind() == CelConstant.Kind.STRING_VALUE
        && Set.of("NaN", "Infinity", "-Infinity").contains(element.constant().stringValue());
  }
}
