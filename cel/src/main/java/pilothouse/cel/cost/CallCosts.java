package pilothouse.cel.cost;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The costs of one call: by its function for Kubernetes' libraries, else by its overload.
///
/// Sources: apiserver `pkg/cel/library/cost.go`; cel-go `checker/cost.go`, `ext/lists.go`, `ext/sets.go`.
final class CallCosts {
  private static final double TRAVERSAL = 0.1;
  private static final double REGEX = 0.25;
  private static final int LIST_COST = 10;
  private static final int LONGEST_FORMAT_REGEX = 128;
  private static final int LONGEST_FORMAT_NAME = 64;

  /// An address has 4 or 16 bytes.
  private static final Size ADDRESS = new Size(4, 16);

  private final SchemaSizes schemas;
  private final String function;
  private final String overload;
  private final Optional<Operand> target;
  private final List<Operand> args;

  CallCosts(
      SchemaSizes schemas,
      String function,
      String overload,
      Optional<Operand> target,
      List<Operand> args) {
    this.schemas = schemas;
    this.function = function;
    this.overload = overload;
    this.target = target;
    this.args = args;
  }

  CallCost cost() {
    return ofLists().or(this::ofLibraries).orElseGet(this::ofOverload);
  }

  /// A size as the libraries know it: what is computed, else what the schema says.
  private Size size(Operand operand) {
    return operand.size().or(() -> schemas.at(operand.path())).orElse(Size.UNKNOWN);
  }

  private Size size(int argument) {
    return size(args.get(argument));
  }

  // The extended lists and sets.

  private Optional<CallCost> ofLists() {
    return switch (overload) {
      case "list_slice" -> target.map(list -> made(1, slice(list)));
      case "lists_range" -> Optional.of(made(1, Size.fixed(literal(args.getFirst(), Size.MOST))));
      case "list_reverse" -> target.map(list -> made(1, size(list)));
      case "list_flatten" -> target.map(list -> made(1, size(list)));
      case "list_flatten_int" ->
          target.map(list -> made(literal(args.getFirst(), Size.MOST), size(list)));
      case "list_distinct" -> target.map(list -> made(2, size(list).times(size(list))));
      case "list_sets_contains_list", "list_sets_intersects_list" -> Optional.of(sets(1));
      case "list_sets_equivalent_list" -> Optional.of(sets(2));
      default -> sorts();
    };
  }

  private Size slice(Operand list) {
    long from = literal(args.get(0), 0);
    long to = literal(args.get(1), size(list).max());
    return Size.fixed(Math.max(0, to - from));
  }

  private Optional<CallCost> sorts() {
    boolean sortBy = overload.endsWith("_sortByAssociatedKeys");
    if (!sortBy && !overload.endsWith("_sort")) return Optional.empty();
    boolean texts = overload.startsWith("list_string_") || overload.startsWith("list_bytes_");
    Optional<Operand> compared = sortBy ? Optional.of(args.getFirst()) : target;
    return compared.map(keys -> made(texts ? 2 + TRAVERSAL : 2, size(keys).times(size(keys))));
  }

  private static CallCost made(double factor, Size size) {
    return CallCost.of(size.times(factor).plus(Size.fixed(1 + LIST_COST)), size);
  }

  private CallCost sets(double factor) {
    return CallCost.of(size(0).times(size(1)).times(factor).plus(Size.ONE));
  }

  private static long literal(Operand operand, long otherwise) {
    if (operand.expr().getKind() != dev.cel.common.ast.CelExpr.ExprKind.Kind.CONSTANT)
      return otherwise;
    if (operand.expr().constant().getKind() != dev.cel.common.ast.CelConstant.Kind.INT64_VALUE)
      return otherwise;
    long value = operand.expr().constant().int64Value();
    return value < 0 ? otherwise : value;
  }

  // Kubernetes' libraries.

  private Optional<CallCost> ofLibraries() {
    return switch (function) {
      case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf", "includes" ->
          target.map(this::each);
      case "url" -> Optional.of(CallCost.of(size(0).times(TRAVERSAL), size(0)));
      case "lowerAscii", "upperAscii", "substring", "trim" ->
          target.map(text -> CallCost.of(size(text).times(TRAVERSAL), size(text)));
      case "replace" -> target.map(this::replace);
      case "split" -> target.map(this::split);
      case "join" -> target.map(this::join);
      case "find", "findAll" -> target.map(this::find);
      case "cidr", "isIP", "isCIDR", "quantity", "isQuantity", "semver", "isSemver" ->
          Optional.of(CallCost.of(size(0).times(TRAVERSAL)));
      case "ip" ->
          Optional.of(overload.equals("cidr_ip") ? one() : CallCost.of(size(0).times(TRAVERSAL)));
      case "ip.isCanonical" -> Optional.of(CallCost.of(size(0).times(2 * TRAVERSAL)));
      case "containsIP" -> Optional.of(CallCost.of(compared("cidr_contains_ip_string")));
      case "containsCIDR" ->
          Optional.of(
              CallCost.of(
                  compared("cidr_contains_cidr_string")
                      .plus(ADDRESS.times(TRAVERSAL))
                      .plus(Size.ONE)));
      case "validate" ->
          Optional.of(CallCost.of(size(0).times(TRAVERSAL).times(LONGEST_FORMAT_REGEX * REGEX)));
      case "masked",
          "prefixLength",
          "family",
          "isUnspecified",
          "isLoopback",
          "isLinkLocalMulticast",
          "isLinkLocalUnicast",
          "isGlobalUnicast",
          "format.named",
          "sign",
          "asInteger",
          "isInteger",
          "asApproximateFloat",
          "isGreaterThan",
          "isLessThan",
          "compareTo",
          "add",
          "sub",
          "major",
          "minor",
          "patch",
          "getScheme",
          "getHostname",
          "getHost",
          "getPort",
          "getEscapedPath",
          "getQuery" ->
          Optional.of(one());
      case "_==_" -> equal();
      default -> Optional.empty();
    };
  }

  private static CallCost one() {
    return CallCost.of(Size.ONE);
  }

  /// Each element is compared once, texts by their length.
  private CallCost each(Operand list) {
    Optional<Operand> item = item(list);
    if (item.isEmpty()) return CallCost.of(size(list).times(TRAVERSAL));
    CelKind kind = item.get().type().kind();
    Size cost = Size.ONE;
    if (kind == CelKind.STRING || kind == CelKind.BYTES)
      cost = cost.plus(size(item.get()).times(TRAVERSAL));
    return CallCost.of(size(list).times(cost));
  }

  private static Optional<Operand> item(Operand list) {
    if (list.type().parameters().isEmpty()) return Optional.empty();
    CelType type = list.type().parameters().getFirst();
    if (list.path().isEmpty())
      return Optional.of(new Operand(list.expr(), type, List.of(), Optional.empty()));
    var path = new ArrayList<>(list.path());
    path.add("@items");
    return Optional.of(new Operand(list.expr(), type, List.copyOf(path), Optional.empty()));
  }

  /// The result is longest where the shortest part is replaced by the longest text as often as it can stand there.
  private CallCost replace(Operand text) {
    Size size = size(text);
    Size part = size(0);
    Size by = size(1);
    long count;
    long kept = 0;
    if (part.min() == 0) {
      count = Size.plus(size.max(), 1);
      kept = size.max();
    } else if (by.max() <= part.min()) {
      count = 0;
      kept = size.max();
    } else count = (long) Math.ceil((double) size.max() / part.min());
    long longest = Size.plus(Size.times(count, by.max()), kept);
    return CallCost.of(size.times(2 * TRAVERSAL), new Size(shortest(size, part, by), longest));
  }

  private static long shortest(Size size, Size part, Size by) {
    if (part.max() == 0)
      return Size.plus(Size.times(Size.plus(size.min(), 1), by.min()), size.min());
    if (part.max() <= by.min()) return size.min();
    return Size.times((long) Math.ceil((double) size.min() / part.max()), by.min());
  }

  /// At worst every character is a part of its own.
  private CallCost split(Operand text) {
    Size size = size(text);
    long most = args.size() > 1 ? literal(args.get(1), size.max()) : size.max();
    return CallCost.of(size.times(2 * TRAVERSAL), new Size(0, most));
  }

  private CallCost join(Operand list) {
    Size count = size(list);
    Size size = item(list).map(item -> count.times(size(item))).orElse(Size.ZERO);
    if (!args.isEmpty())
      size =
          size.plus(
              size(0).times(new Size(Math.max(0, count.min() - 1), Math.max(0, count.max() - 1))));
    return CallCost.of(size.times(TRAVERSAL), size);
  }

  private CallCost find(Operand text) {
    Size cost = size(text).plus(Size.ONE).times(TRAVERSAL).times(size(0).times(REGEX));
    return CallCost.of(cost, new Size(0, size(text).max()));
  }

  private Size compared(String withText) {
    Size cost = ADDRESS.plus(ADDRESS).times(TRAVERSAL);
    return overload.equals(withText) ? cost.plus(size(0).times(TRAVERSAL)) : cost;
  }

  /// Values of the libraries' types compare at a price of their own.
  private Optional<CallCost> equal() {
    if (args.size() != 2 || !args.get(0).type().equals(args.get(1).type())) return Optional.empty();
    return switch (args.getFirst().type().name()) {
      case "net.IP", "net.CIDR", "kubernetes.Quantity", "kubernetes.Semver" -> Optional.of(one());
      case "kubernetes.NamedFormat" ->
          Optional.of(CallCost.of(new Size(1, LONGEST_FORMAT_NAME).times(TRAVERSAL)));
      case "kubernetes.URL" ->
          Optional.of(
              CallCost.of(
                  new Size(1, args.get(1).size().map(Size::max).orElse(1L)).times(TRAVERSAL)));
      default -> Optional.empty();
    };
  }

  // The standard functions.

  private Size known(int argument) {
    return args.get(argument).size().orElse(Size.UNKNOWN);
  }

  private CallCost ofOverload() {
    return switch (overload) {
      case "string_format" -> CallCost.plain(targetSize().times(TRAVERSAL));
      case "string_to_bytes" ->
          CallCost.plain(
              known(0).times(TRAVERSAL), new Size(known(0).min(), Size.times(known(0).max(), 4)));
      case "bytes_to_string" ->
          CallCost.plain(known(0).times(TRAVERSAL), new Size(known(0).min() / 4, known(0).max()));
      case "strings_quote" ->
          CallCost.plain(
              known(0).times(TRAVERSAL),
              new Size(Size.plus(known(0).min(), 2), Size.plus(Size.times(known(0).max(), 2), 2)));
      case "starts_with_string", "ends_with_string" -> CallCost.plain(known(0).times(TRAVERSAL));
      case "in_list" -> CallCost.plain(known(1));
      case "matches_string", "matches" -> CallCost.plain(matches());
      case "contains_string" ->
          CallCost.plain(targetSize().times(TRAVERSAL).times(known(0).times(TRAVERSAL)));
      case "add_list" -> CallCost.plain(Size.ONE, known(0).plus(known(1)));
      case "add_string", "add_bytes" ->
          CallCost.plain(known(0).plus(known(1)).times(TRAVERSAL), known(0).plus(known(1)));
      case "less_string",
          "greater_string",
          "less_equals_string",
          "greater_equals_string",
          "less_bytes",
          "greater_bytes",
          "less_equals_bytes",
          "greater_equals_bytes",
          "equals",
          "not_equals" ->
          CallCost.plain(smaller().times(TRAVERSAL));
      default -> CallCost.plain(Size.ONE);
    };
  }

  private Size targetSize() {
    return target.flatMap(Operand::size).orElse(Size.UNKNOWN);
  }

  /// As a function and not a method it costs 1: so upstream has it.
  private Size matches() {
    if (target.isEmpty() || overload.equals("matches")) return Size.ONE;
    return targetSize().plus(Size.ONE).times(TRAVERSAL).times(known(0).times(REGEX));
  }

  private Size smaller() {
    long most = Math.min(known(0).max(), known(1).max());
    return new Size(most > 0 ? 1 : 0, most);
  }
}
