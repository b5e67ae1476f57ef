package pilothouse.cel.compile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.cel.library.Implementation;
import pilothouse.cel.library.Library;
import pilothouse.cel.library.Regexes;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;

/// What can be found wrong in literals before anything runs: durations, times and regular expressions that are none, lists and maps of mixed types,
/// formats whose arguments do not fit.
///
/// Source: cel-go `cel/validator.go`, `ext/formatting.go`.
final class LiteralChecks {
  private static final Library LIBRARY = new Library();

  private final CelAbstractSyntaxTree ast;
  private final List<CelIssue> conversions = new ArrayList<>();
  private final List<CelIssue> regexes = new ArrayList<>();
  private final List<CelIssue> mixtures = new ArrayList<>();
  private final List<CelIssue> formats = new ArrayList<>();

  LiteralChecks(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  List<CelIssue> issues() {
    visit(ast.getExpr(), false);
    var all = new ArrayList<>(conversions);
    all.addAll(regexes);
    all.addAll(mixtures);
    all.addAll(formats);
    return all;
  }

  /// @param free whether lists may mix types here, as the arguments of a format may
  private void visit(CelExpr expr, boolean free) {
    switch (expr.getKind()) {
      case SELECT -> visit(expr.select().operand(), free);
      case CALL -> call(expr, expr.call(), free);
      case LIST -> list(expr, free);
      case MAP -> map(expr, free);
      case COMPREHENSION -> {
        visit(expr.comprehension().iterRange(), free);
        visit(expr.comprehension().accuInit(), free);
        visit(expr.comprehension().loopCondition(), free);
        visit(expr.comprehension().loopStep(), free);
        visit(expr.comprehension().result(), free);
      }
      case CONSTANT, IDENT, STRUCT, NOT_SET -> {}
    }
  }

  private void call(CelExpr expr, CelExpr.CelCall call, boolean free) {
    boolean format = call.function().equals("format");
    call.target().ifPresent(target -> visit(target, free || format));
    for (CelExpr argument : call.args()) visit(argument, free || format);
    switch (call.function()) {
      case "duration", "timestamp" ->
          first(call).ifPresent(literal -> conversion(call.function(), literal));
      case "matches" -> first(call).filter(LiteralChecks::text).ifPresent(this::regex);
      case "format" ->
          FormatCheck.of(expr, ast)
              .ifPresent(wrong -> formats.add(issue(wrong.at(), wrong.message())));
      default -> {}
    }
  }

  private static Optional<CelExpr> first(CelExpr.CelCall call) {
    return call.args().stream()
        .findFirst()
        .filter(arg -> arg.getKind() == CelExpr.ExprKind.Kind.CONSTANT);
  }

  private static boolean text(CelExpr literal) {
    return literal.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private void conversion(String function, CelExpr literal) {
    if (!text(literal)) return;
    Optional<Implementation> body = LIBRARY.find(function);
    if (body.isEmpty()) return;
    try {
      body.get().call(new Value[] {Value.of(literal.constant().stringValue())});
    } catch (EvalException e) {
      conversions.add(issue(literal, "invalid " + function + " argument"));
    }
  }

  private void regex(CelExpr literal) {
    if (!Regexes.valid(literal.constant().stringValue()))
      regexes.add(issue(literal, "invalid matches argument"));
  }

  private void list(CelExpr expr, boolean free) {
    List<CelExpr> elements = expr.list().elements();
    for (CelExpr element : elements) visit(element, free);
    if (free || elements.isEmpty()) return;
    CelType first = typeOf(elements.getFirst(), expr.list().optionalIndices().contains(0));
    for (int i = 1; i < elements.size(); i++) {
      CelType type = typeOf(elements.get(i), expr.list().optionalIndices().contains(i));
      if (mixed(elements.get(i), first, type)) return;
    }
  }

  private void map(CelExpr expr, boolean free) {
    List<CelExpr.CelMap.Entry> entries = expr.map().entries();
    for (CelExpr.CelMap.Entry entry : entries) {
      visit(entry.key(), free);
      visit(entry.value(), free);
    }
    if (free || entries.isEmpty()) return;
    CelExpr.CelMap.Entry first = entries.getFirst();
    for (CelExpr.CelMap.Entry entry : entries) {
      mixed(entry.key(), typeOf(first.key(), false), typeOf(entry.key(), false));
      mixed(
          entry.value(),
          typeOf(first.value(), first.optionalEntry()),
          typeOf(entry.value(), entry.optionalEntry()));
    }
  }

  private CelType typeOf(CelExpr expr, boolean optional) {
    CelType type = ast.getType(expr.id()).orElse(SimpleType.DYN);
    return optional && !type.parameters().isEmpty() ? type.parameters().getFirst() : type;
  }

  private boolean mixed(CelExpr at, CelType expected, CelType found) {
    if (expected.equals(found)) return false;
    mixtures.add(
        issue(
            at,
            "expected type '"
                + CelTypes.format(expected)
                + "' but found '"
                + CelTypes.format(found)
                + "'"));
    return true;
  }

  private CelIssue issue(CelExpr at, String message) {
    Integer offset = ast.getSource().getPositionsMap().get(at.id());
    CelSourceLocation place =
        Optional.ofNullable(offset)
            .flatMap(ast.getSource()::getOffsetLocation)
            .orElse(CelSourceLocation.of(1, 0));
    return CelIssue.formatError(place, message);
  }
}
