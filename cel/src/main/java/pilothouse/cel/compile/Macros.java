package pilothouse.cel.compile;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.List;
import java.util.Optional;

/// The macros beyond the standard ones: those of optional values, comprehensions of two variables, and `sortBy`.
///
/// What they expand to is part of what a rule costs, so it is as upstream expands them.
///
/// Sources: cel-go `cel/library.go`, `ext/comprehensions.go`, `ext/lists.go`.
final class Macros {
  private static final String UNUSED = "#unused";
  private static final String SORTED = "@__sortBy_input__";

  private Macros() {}

  static List<CelMacro> all() {
    return List.of(
        CelMacro.newReceiverMacro(
            "optMap", 2, (make, target, args) -> optMap(make, target, args, true)),
        CelMacro.newReceiverMacro(
            "optFlatMap", 2, (make, target, args) -> optMap(make, target, args, false)),
        CelMacro.newReceiverMacro("all", 3, Macros::all),
        CelMacro.newReceiverMacro("exists", 3, Macros::exists),
        CelMacro.newReceiverMacro("existsOne", 3, Macros::existsOne),
        CelMacro.newReceiverMacro("exists_one", 3, Macros::existsOne),
        CelMacro.newReceiverMacro("transformList", 3, Macros::transformList),
        CelMacro.newReceiverMacro("transformList", 4, Macros::transformList),
        CelMacro.newReceiverMacro("transformMap", 3, Macros::transformMap),
        CelMacro.newReceiverMacro("transformMap", 4, Macros::transformMap),
        CelMacro.newReceiverMacro("transformMapEntry", 3, Macros::transformMapEntry),
        CelMacro.newReceiverMacro("transformMapEntry", 4, Macros::transformMapEntry),
        CelMacro.newReceiverMacro("sortBy", 2, Macros::sortBy));
  }

  private static Optional<CelExpr> optMap(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> args, boolean wrap) {
    CelExpr name = args.getFirst();
    if (name.getKind() != Kind.IDENT)
      return wrong(
          make,
          name,
          wrap
              ? "optMap() variable name must be a simple identifier"
              : "optFlatMap() variable name must be a simple identifier");
    CelExpr mapped =
        make.fold(
            UNUSED,
            make.newList(),
            name.ident().name(),
            make.newReceiverCall("value", make.copy(target)),
            make.newBoolLiteral(false),
            make.newIdentifier(name.ident().name()),
            args.get(1));
    return Optional.of(
        make.newGlobalCall(
            "_?_:_",
            make.newReceiverCall("hasValue", target),
            wrap ? make.newGlobalCall("optional.of", mapped) : mapped,
            make.newGlobalCall("optional.none")));
  }

  private static Optional<CelExpr> all(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> args) {
    return two(
        make,
        target,
        args,
        make.newBoolLiteral(true),
        make.newGlobalCall("@not_strictly_false", accumulator(make)),
        make.newGlobalCall("_&&_", accumulator(make), args.get(2)),
        accumulator(make));
  }

  private static Optional<CelExpr> exists(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> args) {
    return two(
        make,
        target,
        args,
        make.newBoolLiteral(false),
        make.newGlobalCall("@not_strictly_false", make.newGlobalCall("!_", accumulator(make))),
        make.newGlobalCall("_||_", accumulator(make), args.get(2)),
        accumulator(make));
  }

  private static Optional<CelExpr> existsOne(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> args) {
    CelExpr more = make.newGlobalCall("_+_", accumulator(make), make.newIntLiteral(1));
    return two(
        make,
        target,
        args,
        make.newIntLiteral(0),
        make.newBoolLiteral(true),
        make.newGlobalCall("_?_:_", args.get(2), more, accumulator(make)),
        make.newGlobalCall("_==_", accumulator(make), make.newIntLiteral(1)));
  }

  private static Optional<CelExpr> transformList(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> args) {
    CelExpr step = make.newGlobalCall("_+_", accumulator(make), make.newList(args.getLast()));
    return collected(make, target, args, make.newList(), step);
  }

  private static Optional<CelExpr> transformMap(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> args) {
    if (args.getFirst().getKind() != Kind.IDENT) return notSimple(make, args.getFirst());
    CelExpr key = make.newIdentifier(args.getFirst().ident().name());
    CelExpr step = make.newGlobalCall("cel.@mapInsert", accumulator(make), key, args.getLast());
    return collected(make, target, args, make.newMap(), step);
  }

  private static Optional<CelExpr> transformMapEntry(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> args) {
    CelExpr step = make.newGlobalCall("cel.@mapInsert", accumulator(make), args.getLast());
    return collected(make, target, args, make.newMap(), step);
  }

  /// What the steps over all members add up to.
  private static Optional<CelExpr> collected(
      CelMacroExprFactory make,
      CelExpr target,
      ImmutableList<CelExpr> args,
      CelExpr start,
      CelExpr step) {
    CelExpr kept = filtered(make, args, step);
    CelExpr result = accumulator(make);
    return two(make, target, args, start, make.newBoolLiteral(true), kept, result);
  }

  private static CelExpr filtered(
      CelMacroExprFactory make, ImmutableList<CelExpr> args, CelExpr step) {
    if (args.size() < 4) return step;
    return make.newGlobalCall("_?_:_", args.get(2), step, accumulator(make));
  }

  private static CelExpr accumulator(CelMacroExprFactory make) {
    return make.newIdentifier(make.getAccumulatorVarName());
  }

  private static Optional<CelExpr> two(
      CelMacroExprFactory make,
      CelExpr target,
      ImmutableList<CelExpr> args,
      CelExpr start,
      CelExpr condition,
      CelExpr step,
      CelExpr result) {
    CelExpr first = args.get(0);
    CelExpr second = args.get(1);
    if (first.getKind() != Kind.IDENT) return notSimple(make, first);
    if (second.getKind() != Kind.IDENT) return notSimple(make, second);
    String one = first.ident().name();
    String two = second.ident().name();
    if (one.equals(two)) return wrong(make, second, "duplicate variable name: " + one);
    return Optional.of(
        make.fold(one, two, target, make.getAccumulatorVarName(), start, condition, step, result));
  }

  private static Optional<CelExpr> sortBy(
      CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> args) {
    CelExpr name = args.getFirst();
    if (name.getKind() != Kind.IDENT) return notSimple(make, name);
    CelExpr keys =
        make.fold(
            name.ident().name(),
            make.newIdentifier(SORTED),
            make.getAccumulatorVarName(),
            make.newList(),
            make.newBoolLiteral(true),
            make.newGlobalCall("_+_", accumulator(make), make.newList(args.get(1))),
            accumulator(make));
    CelExpr sorted =
        make.newReceiverCall("@sortByAssociatedKeys", make.newIdentifier(SORTED), keys);
    return Optional.of(
        make.fold(
            UNUSED,
            make.newList(),
            SORTED,
            target,
            make.newBoolLiteral(false),
            make.newIdentifier(SORTED),
            sorted));
  }

  private static Optional<CelExpr> notSimple(CelMacroExprFactory make, CelExpr at) {
    return wrong(make, at, "argument must be a simple name");
  }

  private static Optional<CelExpr> wrong(CelMacroExprFactory make, CelExpr at, String message) {
    return Optional.of(make.reportError(CelIssue.formatError(make.getSourceLocation(at), message)));
  }
}
