package pilothouse.cel.cost;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks a checked expression and adds up what its parts may cost.
///
/// A loop costs its body as often as its range may have elements; a call what its overload costs for the sizes its arguments may have. Where a value comes
/// from a variable its path is kept, so that the schema can tell its size.
///
/// Source: cel-go `checker/cost.go`.
public final class Estimator {
  private static final int LIST_COST = 10;
  private static final int MAP_COST = 30;
  private static final int OBJECT_COST = 40;

  /// The sizes of a list's items, or of a map's keys and values.
  private record Entries(CelKind container, Size key, Size value) {}

  /// A variable of a loop.
  private record Local(List<String> path, Optional<Size> size, Optional<Entries> entries) {}

  private final CelAbstractSyntaxTree ast;
  private final SchemaSizes schemas;
  private final Map<Long, List<String>> paths = new HashMap<>();
  private final Map<Long, Size> sizes = new HashMap<>();
  private final Map<Long, Entries> entrySizes = new HashMap<>();
  private final Map<String, Deque<Local>> locals = new HashMap<>();

  private Estimator(CelAbstractSyntaxTree ast, SchemaSizes schemas) {
    this.ast = ast;
    this.schemas = schemas;
  }

  /// The most that one run may cost.
  public static long most(CelAbstractSyntaxTree ast, SchemaSizes schemas) {
    return new Estimator(ast, schemas).cost(ast.getExpr()).max();
  }

  private Size cost(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT, NOT_SET -> Size.ZERO;
      case IDENT -> ident(expr);
      case SELECT -> select(expr);
      case CALL -> call(expr);
      case LIST -> list(expr);
      case MAP -> map(expr);
      case STRUCT -> Size.fixed(OBJECT_COST);
      case COMPREHENSION -> bind(expr.comprehension()) ? let(expr) : loop(expr);
    };
  }

  private Size ident(CelExpr expr) {
    String name = expr.ident().name();
    paths.put(expr.id(), local(name).map(Local::path).orElse(List.of(name)));
    return Size.ONE;
  }

  private Optional<Local> local(String name) {
    Deque<Local> stack = locals.get(name);
    return stack == null || stack.isEmpty() ? Optional.empty() : Optional.of(stack.peek());
  }

  private Size select(CelExpr expr) {
    CelExpr operand = expr.select().operand();
    Size cost = cost(operand);
    if (expr.select().testOnly()) return cost;
    paths.put(expr.id(), longer(path(operand), expr.select().field()));
    return switch (type(operand).kind()) {
      case MAP, STRUCT, TYPE_PARAM -> cost.plus(Size.ONE);
      default -> cost;
    };
  }

  private static List<String> longer(List<String> path, String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }

  private Size call(CelExpr expr) {
    CelExpr.CelCall call = expr.call();
    if (call.function().equals("dyn")) return dyn(expr, call.args().getFirst());
    List<Operand> arguments = new ArrayList<>();
    List<Size> costs = new ArrayList<>();
    for (CelExpr argument : call.args()) {
      costs.add(cost(argument));
      arguments.add(operand(argument));
    }
    ImmutableList<String> overloads =
        ast.getReference(expr.id()).map(CelReference::overloadIds).orElse(ImmutableList.of());
    if (overloads.isEmpty()) return Size.ZERO;
    Size target = call.target().map(this::cost).orElse(Size.ZERO);
    return target.plus(
        overloads(expr, overloads, call.target().map(this::operand), arguments, costs));
  }

  private Size overloads(
      CelExpr expr,
      List<String> overloads,
      Optional<Operand> target,
      List<Operand> arguments,
      List<Size> costs) {
    Size cost = new Size(Size.MOST, 0);
    Optional<Size> result = Optional.empty();
    for (String overload : overloads) {
      CallCost one =
          new CallCosts(schemas, expr.call().function(), overload, target, arguments).cost();
      cost = cost.union(special(expr, overload, one, costs));
      if (one.result().isPresent()) result = result.map(one.result().get()::union).or(one::result);
      if (overload.equals("conditional")) result = Optional.of(branches(expr, arguments));
      if (overload.equals("add_list")
          || overload.equals("add_string")
          || overload.equals("add_bytes")) joined(expr, arguments);
      if (overload.equals("index_list") || overload.equals("index_map"))
        result = element(expr, overload);
      if (result.isEmpty()) result = sizeOf(expr);
    }
    result.ifPresent(size -> sizes.put(expr.id(), size));
    return cost;
  }

  /// `&&` and `||` may stop after the left side, `? :` runs one branch; all others cost their arguments and themselves.
  private static Size special(CelExpr expr, String overload, CallCost cost, List<Size> costs) {
    if (cost.estimated()) return cost.cost().plus(sum(costs));
    return switch (overload) {
      case "logical_or", "logical_and" ->
          new Size(costs.get(0).min(), costs.get(0).plus(costs.get(1)).max());
      case "conditional" -> costs.get(0).plus(costs.get(1).union(costs.get(2)));
      default -> cost.cost().plus(sum(costs));
    };
  }

  private static Size sum(List<Size> costs) {
    return costs.stream().reduce(Size.ZERO, Size::plus);
  }

  private Size branches(CelExpr expr, List<Operand> arguments) {
    Optional<Entries> yes = entries(arguments.get(1).expr());
    Optional<Entries> no = entries(arguments.get(2).expr());
    if (yes.isPresent() && no.isPresent()) entrySizes.put(expr.id(), union(yes.get(), no.get()));
    return arguments
        .get(1)
        .size()
        .orElse(Size.UNKNOWN)
        .union(arguments.get(2).size().orElse(Size.UNKNOWN));
  }

  private void joined(CelExpr expr, List<Operand> arguments) {
    if (arguments.size() != 2) return;
    Optional<Entries> left = entries(arguments.get(0).expr());
    Optional<Entries> right = entries(arguments.get(1).expr());
    if (left.isPresent() && right.isPresent())
      entrySizes.put(expr.id(), union(left.get(), right.get()));
  }

  private static Entries union(Entries a, Entries b) {
    return new Entries(a.container(), a.key().union(b.key()), a.value().union(b.value()));
  }

  private Optional<Size> element(CelExpr expr, String overload) {
    CelExpr container = expr.call().args().getFirst();
    paths.put(
        expr.id(), longer(path(container), overload.equals("index_list") ? "@items" : "@values"));
    return entries(container).map(Entries::value);
  }

  private Size dyn(CelExpr expr, CelExpr inner) {
    Size cost = cost(inner);
    sameSizes(expr, inner);
    return cost.plus(Size.ONE);
  }

  private void sameSizes(CelExpr of, CelExpr as) {
    sizeOf(as).ifPresent(size -> sizes.put(of.id(), size));
    entries(as).ifPresent(sizes -> entrySizes.put(of.id(), sizes));
  }

  private Size list(CelExpr expr) {
    Size cost = Size.fixed(LIST_COST);
    List<CelExpr> elements = expr.list().elements();
    Size item = new Size(elements.isEmpty() ? 0 : Size.MOST, 0);
    for (CelExpr element : elements) {
      cost = cost.plus(cost(element));
      item = item.union(sizeOf(element).orElse(Size.UNKNOWN));
    }
    entrySizes.put(expr.id(), new Entries(CelKind.LIST, Size.ONE, item));
    return cost;
  }

  private Size map(CelExpr expr) {
    Size cost = Size.fixed(MAP_COST);
    boolean empty = expr.map().entries().isEmpty();
    Size keys = new Size(empty ? 0 : Size.MOST, 0);
    Size values = keys;
    for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
      cost = cost.plus(cost(entry.key())).plus(cost(entry.value()));
      keys = keys.union(sizeOf(entry.key()).orElse(Size.UNKNOWN));
      values = values.union(sizeOf(entry.value()).orElse(Size.UNKNOWN));
    }
    entrySizes.put(expr.id(), new Entries(CelKind.MAP, keys, values));
    return cost;
  }

  /// A loop over nothing that only names a value.
  private static boolean bind(CelExpr.CelComprehension loop) {
    return loop.iterRange().getKind() == Kind.LIST
        && loop.iterRange().list().elements().isEmpty()
        && loop.loopCondition().getKind() == Kind.CONSTANT
        && loop.loopCondition().constant().equals(dev.cel.common.ast.CelConstant.ofValue(false));
  }

  private Size let(CelExpr expr) {
    CelExpr.CelComprehension loop = expr.comprehension();
    Size cost = cost(loop.iterRange()).plus(cost(loop.accuInit()));
    push(loop.accuVar(), named(loop.accuInit()));
    cost = cost.plus(cost(loop.result()));
    pop(loop.accuVar());
    sameSizes(expr, loop.result());
    return cost;
  }

  private Size loop(CelExpr expr) {
    CelExpr.CelComprehension loop = expr.comprehension();
    Size cost = cost(loop.iterRange()).plus(cost(loop.accuInit()));
    push(loop.accuVar(), named(loop.accuInit()));
    pushIteration(loop);
    Size body = cost(loop.loopCondition()).plus(cost(loop.loopStep()));
    pop(loop.iterVar());
    if (!loop.iterVar2().isEmpty()) pop(loop.iterVar2());
    cost = cost.plus(cost(loop.result()));
    pop(loop.accuVar());
    Size count = sizeOf(loop.iterRange()).orElse(Size.UNKNOWN);
    resultSizes(expr, loop, count);
    return cost.plus(count.times(body));
  }

  private void resultSizes(CelExpr expr, CelExpr.CelComprehension loop, Size count) {
    switch (loop.accuInit().getKind()) {
      case CONSTANT -> sizeOf(loop.accuInit()).ifPresent(size -> sizes.put(expr.id(), size));
      case LIST, MAP -> {
        sizes.put(expr.id(), count);
        entries(loop.loopStep()).ifPresent(step -> entrySizes.put(expr.id(), step));
      }
      default -> {}
    }
  }

  private Local named(CelExpr expr) {
    return new Local(path(expr), sizeOf(expr), entries(expr));
  }

  private void pushIteration(CelExpr.CelComprehension loop) {
    CelExpr range = loop.iterRange();
    Optional<Entries> entries = entries(range);
    boolean list = entries.map(Entries::container).orElse(type(range).kind()) == CelKind.LIST;
    Optional<Size> key = entries.map(Entries::key);
    Optional<Size> value = entries.map(Entries::value);
    if (loop.iterVar2().isEmpty()) {
      push(
          loop.iterVar(),
          new Local(
              longer(path(range), list ? "@items" : "@keys"),
              list ? value : key,
              Optional.empty()));
      return;
    }
    push(
        loop.iterVar(),
        new Local(longer(path(range), list ? "@indices" : "@keys"), key, Optional.empty()));
    push(
        loop.iterVar2(),
        new Local(longer(path(range), list ? "@items" : "@values"), value, Optional.empty()));
  }

  private void push(String name, Local local) {
    locals.computeIfAbsent(name, _ -> new ArrayDeque<>()).push(local);
  }

  private void pop(String name) {
    Deque<Local> stack = locals.get(name);
    if (stack != null) stack.pop();
  }

  /// The name in `self.?name` is the only expression that the checker gives no type.
  private CelType type(CelExpr expr) {
    return ast.getType(expr.id()).orElse(SimpleType.DYN);
  }

  private List<String> path(CelExpr expr) {
    if (expr.getKind() == Kind.IDENT) {
      Optional<Local> local = local(expr.ident().name());
      if (local.isPresent()) return local.get().path();
    }
    return paths.getOrDefault(expr.id(), List.of());
  }

  private Operand operand(CelExpr expr) {
    return new Operand(expr, type(expr), path(expr), sizeOf(expr));
  }

  private Optional<Size> sizeOf(CelExpr expr) {
    Size known = sizes.get(expr.id());
    if (known != null) return Optional.of(known);
    Optional<Size> literal = LiteralSizes.of(expr);
    if (literal.isPresent()) return literal;
    Optional<Size> schema = schemas.at(path(expr));
    if (schema.isPresent()) return remember(expr, schema.get());
    if (LiteralSizes.scalar(type(expr))) return Optional.of(Size.ONE);
    return expr.getKind() == Kind.IDENT
        ? local(expr.ident().name()).flatMap(Local::size)
        : Optional.empty();
  }

  private Optional<Size> remember(CelExpr expr, Size size) {
    sizes.put(expr.id(), size);
    return Optional.of(size);
  }

  private Optional<Entries> entries(CelExpr expr) {
    Entries known = entrySizes.get(expr.id());
    if (known != null) return Optional.of(known);
    return expr.getKind() == Kind.IDENT
        ? local(expr.ident().name()).flatMap(Local::entries)
        : Optional.empty();
  }
}
