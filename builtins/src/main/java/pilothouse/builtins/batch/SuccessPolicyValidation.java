package pilothouse.builtins.batch;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The checks of when an indexed job counts as a success before all its indexes have succeeded.
final class SuccessPolicyValidation {
  private static final int MOST_RULES = 20;
  private static final int MOST_INDEXES = 64 * 1024;

  private SuccessPolicyValidation() {}

  static void check(ObjectNode spec, FieldPath at, Errors errors) {
    List<Node> rules = spec.at("successPolicy", "rules").items();
    if (rules.isEmpty())
      errors.add(
          FieldError.required(
              at, "at least one rules must be specified when the successPolicy is specified"));
    if (rules.size() > MOST_RULES) errors.add(FieldError.tooMany(at, rules.size(), MOST_RULES));
    for (int i = 0; i < rules.size(); i++) rule(spec, at.index(i), rules.get(i), errors);
  }

  private static void rule(ObjectNode spec, FieldPath at, Node rule, Errors errors) {
    Node indexes = rule.get("succeededIndexes");
    Node count = rule.get("succeededCount");
    if (indexes.isNull() && count.isNull())
      errors.add(
          FieldError.required(
              at, "at least one of succeededCount or succeededIndexes must be specified"));
    long completions = spec.get("completions").number(0);
    long total = 0;
    if (!indexes.isNull())
      total = indexes(at.child("succeededIndexes"), indexes.text(), completions, errors);
    if (count.isNull()) return;
    FieldPath path = at.child("succeededCount");
    Checks.nonNegative(path, count, errors);
    if (spec.has("completions") && count.number(0) > completions)
      tooMany(path, count, completions, "(the number of specified completions)", errors);
    if (!indexes.isNull() && count.number(0) > total)
      tooMany(
          path,
          count,
          total,
          "(the number of indexes in the specified succeededIndexes field)",
          errors);
  }

  private static long indexes(FieldPath at, String text, long completions, Errors errors) {
    if (text.length() > MOST_INDEXES) errors.add(FieldError.tooLong(at, MOST_INDEXES));
    IndexIntervals parsed = IndexIntervals.parse(text, completions);
    if (parsed.error().isEmpty()) return parsed.total();
    errors.add(FieldError.invalid(at, text, "error parsing succeededIndexes: " + parsed.error()));
    return 0;
  }

  private static void tooMany(FieldPath at, Node count, long most, String what, Errors errors) {
    errors.add(FieldError.invalid(at, count, "must be less than or equal to " + most + " " + what));
  }
}
