package pilothouse.cel.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.cel.cost.Size;
import pilothouse.cel.type.DeclType;
import pilothouse.cel.type.DeclTypes;
import pilothouse.cel.type.Rule;

/// What is wrong with the rules of a schema when a definition is written: their expressions, what they may cost, where they look at `oldSelf`.
///
/// A rule may run as often as its place may occur. Where a list or map above it has no bound, the size of a request bounds it.
///
/// Source: apiextensions `pkg/apis/apiextensions/validation/validation.go`.
final class SchemaRuleChecks {
  private static final String HINT =
      " (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";
  private static final int TOLD = 4;

  private record Cost(FieldPath at, long cost) {}

  /// Where the walk is.
  ///
  /// @param times how often this place may occur; empty where nothing bounds it
  /// @param uncorrelated the outermost list or map whose elements have no old values; empty where there is none
  private record Place(
      FieldPath at, boolean root, OptionalLong times, Optional<FieldPath> uncorrelated) {}

  private final RulePrograms programs;
  private final Predicate<String> broken;
  private final boolean toleratesCosts;
  private final List<FieldError> errors = new ArrayList<>();
  private final List<Cost> costs = new ArrayList<>();
  private long total;

  private SchemaRuleChecks(
      RulePrograms programs, Predicate<String> broken, boolean toleratesCosts) {
    this.programs = programs;
    this.broken = broken;
    this.toleratesCosts = toleratesCosts;
  }

  /// @param at where the schema stands, `spec.versions[0].schema.openAPIV3Schema`
  /// @param broken whether an error was found at a field or below it: there rules are not looked at
  /// @param toleratesCosts whether a rule may exceed its own budget, as on updates that leave the schema as it was
  static List<FieldError> of(
      Schema schema,
      FieldPath at,
      RulePrograms programs,
      Predicate<String> broken,
      boolean toleratesCosts) {
    var checks = new SchemaRuleChecks(programs, broken, toleratesCosts);
    checks.visit(schema, new Place(at, true, OptionalLong.of(1), Optional.empty()));
    checks.totals(at);
    return List.copyOf(checks.errors);
  }

  private void visit(Schema schema, Place place) {
    schema
        .otherMembers()
        .ifPresent(values ->
            visit(
                values,
                below(
                    schema,
                    place,
                    place.at().child("additionalProperties"),
                    place.uncorrelated())));
    schema
        .properties()
        .forEach((name, property) ->
            visit(
                property,
                below(
                    schema,
                    place,
                    place.at().child("properties").key(name),
                    place.uncorrelated())));
    schema
        .items()
        .ifPresent(items ->
            visit(
                items,
                below(schema, place, place.at().child("items"), uncorrelated(schema, place))));
    if (!schema.rules().isEmpty() && !broken.test(place.at().toString())) rules(schema, place);
  }

  /// Only the items of lists that are maps have old values.
  private static Optional<FieldPath> uncorrelated(Schema list, Place place) {
    if (place.uncorrelated().isPresent() || list.merging().list().equals("map"))
      return place.uncorrelated();
    return Optional.of(place.at());
  }

  private static Place below(
      Schema schema, Place place, FieldPath at, Optional<FieldPath> uncorrelated) {
    OptionalLong elements = elements(schema);
    boolean bounded = place.times().isPresent() && elements.isPresent();
    OptionalLong times =
        bounded
            ? OptionalLong.of(Size.times(place.times().getAsLong(), elements.getAsLong()))
            : OptionalLong.empty();
    return new Place(at, false, times, uncorrelated);
  }

  private static OptionalLong elements(Schema schema) {
    return switch (schema.type()) {
      case "object" ->
          schema.otherMembers().isPresent()
              ? DeclTypes.most(schema.limits().members())
              : OptionalLong.of(1);
      case "array" -> DeclTypes.most(schema.limits().items());
      default -> OptionalLong.of(1);
    };
  }

  private void rules(Schema schema, Place place) {
    FieldPath at = place.at().child("x-kubernetes-validations");
    Optional<DeclType> type = DeclTypes.of(schema, place.root() || schema.embedded());
    if (type.isEmpty()) {
      errors.add(
          FieldError.internal(
              at,
              "internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL"
                  + " declarations"));
      return;
    }
    List<Rule> rules = Rule.of(schema);
    List<CompiledRule> compiled = programs.compile(rules, type.get());
    long times = place.times().orElse(DeclTypes.MAX_REQUEST / (type.get().minSize() + 1));
    for (int i = 0; i < compiled.size(); i++)
      rule(rules.get(i), compiled.get(i), times, at.index(i), place);
  }

  private void rule(Rule rule, CompiledRule compiled, long times, FieldPath at, Place place) {
    FieldPath ruleAt = at.child("rule");
    FieldPath messageAt = at.child("messageExpression");
    cost("estimated rule cost", Size.times(compiled.cost(), times), ruleAt);
    if (!compiled.error().isEmpty())
      errors.add(FieldError.invalid(ruleAt, json(rule), compiled.error()));
    if (!compiled.messageError().isEmpty())
      errors.add(FieldError.invalid(messageAt, json(rule), compiled.messageError()));
    if (compiled.message().isPresent())
      cost("estimated messageExpression cost", compiled.messageCost(), messageAt);
    if (!compiled.usesOldSelf()) {
      rule.optionalOldSelf()
          .ifPresent(value ->
              errors.add(
                  FieldError.invalid(
                      at.child("optionalOldSelf"),
                      BoolNode.of(value),
                      "may not be set if oldSelf is not used in rule")));
      return;
    }
    place
        .uncorrelated()
        .ifPresent(list ->
            errors.add(
                FieldError.invalid(
                    ruleAt,
                    rule.rule(),
                    "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                        + list)));
  }

  private void cost(String name, long cost, FieldPath at) {
    if (!toleratesCosts && cost > RuleLimits.ESTIMATED_RULE)
      errors.add(FieldError.forbidden(at, tooMuch(name, cost, RuleLimits.ESTIMATED_RULE)));
    total = Size.MOST - total < cost ? Size.MOST : total + cost;
    if (cost >= RuleLimits.ESTIMATED_SCHEMA / 100) costs.add(new Cost(at, cost));
  }

  private void totals(FieldPath at) {
    if (total <= RuleLimits.ESTIMATED_SCHEMA) return;
    costs.sort(Comparator.comparingLong(Cost::cost).reversed());
    for (Cost cost : costs.subList(0, Math.min(TOLD, costs.size())))
      errors.add(
          FieldError.forbidden(
              cost.at(),
              "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema"));
    errors.add(
        FieldError.forbidden(
            at,
            tooMuch(
                "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema",
                total,
                RuleLimits.ESTIMATED_SCHEMA)));
  }

  private static String tooMuch(String name, long cost, long limit) {
    double factor = (double) cost / limit;
    String times =
        factor > 100
            ? "more than 100x"
            : String.format(Locale.ROOT, factor < 1.5 ? "%.6fx" : "%.1fx", factor);
    return name + " exceeds budget by factor of " + times + HINT;
  }

  /// The rule as upstream prints it: the internal type, under its Go names.
  private static Node json(Rule rule) {
    return ObjectNode.builder()
        .put("Rule", rule.rule())
        .put("Message", rule.message())
        .put("MessageExpression", rule.messageExpression())
        .put("Reason", rule.reason().<Node>map(StringNode::new).orElse(NullNode.NULL))
        .put("FieldPath", rule.fieldPath())
        .put(
            "OptionalOldSelf", rule.optionalOldSelf().<Node>map(BoolNode::of).orElse(NullNode.NULL))
        .build();
  }
}
