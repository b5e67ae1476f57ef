package pilothouse.cel.run;

import pilothouse.cel.library.NamedFormats.NamedFormat;
import pilothouse.cel.value.ListValue;
import pilothouse.cel.value.OpaqueValue;
import pilothouse.cel.value.Sizes;
import pilothouse.cel.value.Value;

/// What a call costs, by what it works on.
///
/// Sources: apiserver `pkg/cel/library/cost.go`, cel-go `interpreter/runtimecost.go`, `ext/lists.go`, `ext/sets.go`.
final class CallCosts {
  private static final double TRAVERSAL = 0.1;
  private static final double REGEX = 0.25;
  private static final int LIST_COST = 10;

  private CallCosts() {}

  /// What is known to be dear before it is done is counted before it is done.
  static long before(String function, Value[] args) {
    return switch (function) {
      case "lists.range" ->
          args[0] instanceof Value.Int(long count) && count > 1_000_000 ? count : 0;
      case "distinct", "sort" ->
          squared(Sizes.of(args[0])) > 100_000_000 ? squared(Sizes.of(args[0])) : 0;
      default -> 0;
    };
  }

  static long of(String function, String overload, Value[] args, Value result) {
    return switch (function) {
      case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf", "includes" ->
          Sizes.traversal(args[0]);
      case "url", "lowerAscii", "upperAscii", "substring", "trim" -> walk(args[0], 1);
      case "replace", "split" -> walk(args[0], 2);
      case "join" -> walk(result, 2);
      case "find", "findAll", "matches" -> regex(args[0], Sizes.of(args[1]));
      case "cidr", "isIP", "isCIDR", "quantity", "isQuantity", "semver", "isSemver" ->
          walk(args[0], 1);
      case "ip" -> args[0] instanceof OpaqueValue ? 1 : walk(args[0], 1);
      case "ip.isCanonical" -> walk(args[0], 2);
      case "containsIP" ->
          walk(args[0], 2) + (args[1] instanceof Value.Text ? walk(args[1], 1) : 0);
      case "containsCIDR" ->
          walk(args[0], 2)
              + walk(args[0], 1)
              + 1
              + (args[1] instanceof Value.Text ? walk(args[1], 1) : 0);
      case "validate" ->
          args[0] instanceof NamedFormat format ? regex(args[1], format.regexSize()) : 1;
      case "_==_" -> args[0] instanceof OpaqueValue ? 1 : byOverload(overload, args, result);
      default -> byOverload(overload, args, result);
    };
  }

  private static long byOverload(String overload, Value[] args, Value result) {
    if (overload.startsWith("list_")
        && (overload.endsWith("_sort") || overload.equals("list_distinct")))
      return selfCompare(args[0]);
    if (overload.endsWith("_sortByAssociatedKeys")) return selfCompare(args[1]);
    return switch (overload) {
      case "starts_with_string",
          "ends_with_string",
          "string_to_bytes",
          "bytes_to_string",
          "strings_quote",
          "string_format" ->
          walk(args[0], 1);
      case "in_list" -> Sizes.of(args[1]);
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
          (long) Math.ceil(Math.min(Sizes.of(args[0]), Sizes.of(args[1])) * TRAVERSAL);
      case "add_string", "add_bytes" ->
          (long) Math.ceil((Sizes.of(args[0]) + Sizes.of(args[1])) * TRAVERSAL);
      case "contains_string" -> saturated(walk(args[0], 1), walk(args[1], 1));
      case "list_slice", "lists_range", "list_reverse" -> 1 + LIST_COST + Sizes.of(result);
      case "list_flatten" -> 1 + LIST_COST + Sizes.of(args[0]);
      case "list_flatten_int" ->
          1
              + LIST_COST
              + saturated(
                  Sizes.of(args[0]),
                  args[1] instanceof Value.Int(long depth) ? Math.max(0, depth) : 1);
      case "list_sets_contains_list", "list_sets_intersects_list" ->
          1 + saturated(Sizes.of(args[0]), Sizes.of(args[1]));
      case "list_sets_equivalent_list" -> 1 + 2 * saturated(Sizes.of(args[0]), Sizes.of(args[1]));
      default -> 1;
    };
  }

  private static long walk(Value value, int times) {
    return (long) Math.ceil(Sizes.of(value) * times * TRAVERSAL);
  }

  /// One is added to the text, or matching an empty text by a dear expression would be free.
  private static long regex(Value text, long regexSize) {
    return saturated(
        (long) Math.ceil((1.0 + Sizes.of(text)) * TRAVERSAL), (long) Math.ceil(regexSize * REGEX));
  }

  private static long selfCompare(Value value) {
    if (!(value instanceof ListValue list)) return 1;
    if (list.size() == 0) return 1 + LIST_COST;
    boolean texts = list.get(0) instanceof Value.Text || list.get(0) instanceof Value.Binary;
    return 1 + LIST_COST + (long) (squared(list.size()) * (texts ? 2 + TRAVERSAL : 2));
  }

  private static long squared(long size) {
    return saturated(size, size);
  }

  private static long saturated(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long product = a * b;
    return high != 0 || product < 0 ? Long.MAX_VALUE / 4 : product;
  }
}
