package pilothouse.cel.run;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.Bytes;
import pilothouse.cel.library.Implementation;
import pilothouse.cel.library.Library;
import pilothouse.cel.library.Lists;
import pilothouse.cel.library.Regexes;
import pilothouse.cel.run.Steps.Constant;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.MapKeys;
import pilothouse.cel.value.Value;

/// From a checked tree to a plan. What depends on no variable is computed here: lists of constants, conversions of them, regular expressions.
///
/// Names of loops become slots of the frame, so that a run looks up no names.
public final class Planner {
  private static final Set<String> CONVERSIONS =
      Set.of(
          "bool",
          "bytes",
          "double",
          "duration",
          "int",
          "string",
          "timestamp",
          "uint",
          "dyn",
          "type");

  private record Scope(String name, int slot) {}

  private final CelAbstractSyntaxTree ast;
  private final Library library;
  private final Set<String> variables;
  private final List<Scope> scopes = new ArrayList<>();
  private int slots;

  private Planner(CelAbstractSyntaxTree ast, Library library, Set<String> variables) {
    this.ast = ast;
    this.library = library;
    this.variables = variables;
  }

  /// @throws EvalException where a constant part has no value
  public static Program plan(CelAbstractSyntaxTree ast, Library library, Set<String> variables) {
    var planner = new Planner(ast, library, variables);
    Step step = planner.step(ast.getExpr());
    return new Program(step, planner.slots);
  }

  private Step step(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> new Constant(constant(expr.constant()));
      case IDENT -> ident(expr);
      case SELECT -> select(expr);
      case CALL -> call(expr);
      case LIST -> list(expr.list());
      case MAP -> map(expr.map());
      case COMPREHENSION -> fold(expr.comprehension());
      case STRUCT, NOT_SET ->
          throw new EvalException("unknown type: " + expr.structOrDefault().messageName());
    };
  }

  private static Value constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case BOOLEAN_VALUE -> Value.of(constant.booleanValue());
      case INT64_VALUE -> Value.of(constant.int64Value());
      case UINT64_VALUE -> new Value.Uint(constant.uint64Value().longValue());
      case DOUBLE_VALUE -> new Value.Real(constant.doubleValue());
      case STRING_VALUE -> Value.of(constant.stringValue());
      case BYTES_VALUE -> new Value.Binary(Bytes.wrap(constant.bytesValue().toByteArray()));
      case NULL_VALUE -> Value.NULL;
      case NOT_SET, TIMESTAMP_VALUE, DURATION_VALUE ->
          throw new EvalException("unsupported constant " + constant.getKind());
    };
  }

  private Step ident(CelExpr expr) {
    for (Scope scope : scopes.reversed())
      if (scope.name().equals(expr.ident().name())) return new Steps.Local(scope.slot(), 1);
    return named(ast.getReference(expr.id()).map(CelReference::name).orElse(expr.ident().name()));
  }

  /// A variable, or else the name of a type.
  private Step named(String name) {
    return variables.contains(name)
        ? new Steps.Variable(name, 1)
        : new Constant(new Value.TypeName(name));
  }

  private Step select(CelExpr expr) {
    Optional<CelReference> reference = ast.getReference(expr.id());
    if (reference.isPresent() && !expr.select().testOnly()) return named(reference.get().name());
    Step operand = step(expr.select().operand());
    Value field = Value.of(expr.select().field());
    return expr.select().testOnly()
        ? new Steps.Has(operand, field)
        : new Steps.Select(operand, field, accessCost(operand));
  }

  /// Upstream counts a member of a computed value twice: the value, and the member.
  private static int accessCost(Step operand) {
    return switch (operand) {
      case Steps.Local _, Steps.Variable _, Steps.Select _, Steps.Index _, Steps.Choice _ -> 1;
      default -> 2;
    };
  }

  /// Where a name, or a member of one, is a branch of a choice or an index, upstream does not count the name.
  private static Step free(Step step) {
    return switch (step) {
      case Steps.Local local -> new Steps.Local(local.slot(), 0);
      case Steps.Variable variable -> new Steps.Variable(variable.name(), 0);
      case Steps.Select(var operand, var field, int cost) when cost == 1 ->
          new Steps.Select(free(operand), field, cost);
      case Steps.Index(var operand, var index, var at, int cost) when cost == 1 ->
          new Steps.Index(free(operand), index, at, cost);
      default -> step;
    };
  }

  private Step call(CelExpr expr) {
    CelExpr.CelCall call = expr.call();
    List<Step> arguments = new ArrayList<>();
    call.target().ifPresent(target -> arguments.add(step(target)));
    for (CelExpr argument : call.args()) arguments.add(step(argument));
    return switch (call.function()) {
      case "_&&_" -> new Steps.Logic(arguments.get(0), arguments.get(1), false);
      case "_||_" -> new Steps.Logic(arguments.get(0), arguments.get(1), true);
      case "_?_:_" ->
          new Steps.Choice(arguments.get(0), free(arguments.get(1)), free(arguments.get(2)));
      case "@not_strictly_false", "__not_strictly_false__" ->
          new Steps.NotStrictlyFalse(arguments.getFirst());
      case "_[_]", "_[?_]", "_?._" ->
          new Steps.Index(
              arguments.get(0),
              free(arguments.get(1)),
              function(call.function()),
              accessCost(arguments.get(0)));
      default -> plain(call.function(), overload(expr), List.copyOf(arguments));
    };
  }

  /// The overload where the checker is sure of it; empty where the types are known at run time only.
  private String overload(CelExpr expr) {
    List<String> ids =
        ast.getReference(expr.id()).<List<String>>map(CelReference::overloadIds).orElse(List.of());
    return ids.size() == 1 ? ids.getFirst() : "";
  }

  private Implementation function(String name) {
    return library.find(name).orElseThrow(() -> new EvalException("no such function: " + name));
  }

  private Step plain(String name, String overload, List<Step> arguments) {
    Implementation body = regex(name, arguments).orElseGet(() -> function(name));
    if (overload.contains("_sum_")) body = sumOf(overload, body);
    var step = new Steps.Call(name, overload, body, arguments);
    if (CONVERSIONS.contains(name)
        && arguments.size() == 1
        && arguments.getFirst() instanceof Constant(Value value))
      return new Constant(body.call(new Value[] {value}));
    if (overload.equals("in_list") && arguments.get(1) instanceof Constant(ListValue list))
      return in(step, list);
    return step;
  }

  private static Implementation sumOf(String overload, Implementation body) {
    return args ->
        args[0] instanceof ListValue list && list.size() == 0
            ? Lists.zero(overload)
            : body.call(args);
  }

  private static Optional<Implementation> regex(String name, List<Step> arguments) {
    if (arguments.size() < 2 || !(arguments.get(1) instanceof Constant(Value.Text(String regex))))
      return Optional.empty();
    return Regexes.precompiled(name, regex);
  }

  /// Texts, bools and numbers are looked up by hash.
  private static Step in(Steps.Call call, ListValue list) {
    Set<Object> values = new HashSet<>();
    for (Value value : list.items()) {
      if (!MapKeys.possible(value)) return call;
      values.add(MapKeys.normal(value));
    }
    return new Steps.In(call.arguments().getFirst(), Set.copyOf(values));
  }

  private Step list(CelExpr.CelList list) {
    List<Step> items = new ArrayList<>();
    for (CelExpr item : list.elements()) items.add(step(item));
    var step = new Steps.MakeList(List.copyOf(items), Set.copyOf(list.optionalIndices()));
    boolean constant = items.stream().allMatch(Constant.class::isInstance);
    return constant && list.optionalIndices().isEmpty() ? folded(step) : step;
  }

  private Step map(CelExpr.CelMap map) {
    List<Steps.Entry> entries = new ArrayList<>();
    for (CelExpr.CelMap.Entry entry : map.entries())
      entries.add(new Steps.Entry(step(entry.key()), step(entry.value()), entry.optionalEntry()));
    var step = new Steps.MakeMap(List.copyOf(entries));
    boolean constant =
        entries.stream()
            .allMatch(entry ->
                !entry.optional()
                    && entry.key() instanceof Constant
                    && entry.value() instanceof Constant);
    return constant ? folded(step) : step;
  }

  private static Step folded(Step step) {
    return new Constant(step.run(new Frame(Variables.of(java.util.Map.of()), 0, Long.MAX_VALUE)));
  }

  private Step fold(CelExpr.CelComprehension loop) {
    Step range = step(loop.iterRange());
    Step start = step(loop.accuInit());
    int accumulator = open(loop.accuVar());
    int first = open(loop.iterVar());
    int second = loop.iterVar2().isEmpty() ? -1 : open(loop.iterVar2());
    Step condition = step(loop.loopCondition());
    Step body = step(loop.loopStep());
    if (second >= 0) scopes.removeLast();
    scopes.removeLast();
    Step result = step(loop.result());
    scopes.removeLast();
    return new Fold(range, start, condition, body, result, accumulator, first, second);
  }

  private int open(String name) {
    scopes.addLast(new Scope(name, slots));
    return slots++;
  }
}
