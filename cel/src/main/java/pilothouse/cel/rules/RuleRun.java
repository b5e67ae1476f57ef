package pilothouse.cel.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.cel.run.Outcome;
import pilothouse.cel.run.Variables;
import pilothouse.cel.type.Rule;

/// One run of the rules over one object. It walks object and rules together, and stops when the budget is spent.
///
/// Source: apiextensions `pkg/apiserver/schema/cel/validation.go`.
final class RuleRun {
  private static final String SPENT =
      "validation failed due to running out of cost budget, no further validation rules will be run";

  private final List<FieldError> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private long budget;

  RuleRun(long budget) {
    this.budget = budget;
  }

  RuleFindings run(RuleNode node, FieldPath at, Node object, Node old, Ratchet ratchet) {
    visit(node, at, object, old, ratchet);
    return new RuleFindings(List.copyOf(errors), List.copyOf(warnings), budget);
  }

  private boolean spent() {
    return budget < 0;
  }

  private void visit(RuleNode node, FieldPath at, Node object, Node old, Ratchet ratchet) {
    if (spent() || object.isNull()) return;
    if (!node.rules().isEmpty()) rules(node, at, object, old, ratchet);
    switch (object) {
      case ObjectNode members -> members(node, at, members, old, ratchet);
      case ListNode items -> items(node, at, items, old, ratchet);
      default -> {}
    }
  }

  private void members(RuleNode node, FieldPath at, ObjectNode object, Node old, Ratchet ratchet) {
    Optional<RuleNode> values = node.additionalProperties();
    if (values.isEmpty() && !node.hasProperties()) return;
    for (int i = 0; i < object.size() && !spent(); i++) {
      String name = object.name(i);
      Node value = object.value(i);
      values.ifPresent(
          rules -> visit(rules, at.key(name), value, old.get(name), ratchet.member(name)));
      node.property(name)
          .ifPresent(
              rules -> visit(rules, at.child(name), value, old.get(name), ratchet.member(name)));
    }
  }

  private void items(RuleNode node, FieldPath at, ListNode list, Node old, Ratchet ratchet) {
    if (node.items().isEmpty()) return;
    var keys = new MapKeys(node.schema(), old.items());
    for (int i = 0; i < list.size() && !spent(); i++) {
      Node item = list.items().get(i);
      visit(node.items().get(), at.index(i), item, keys.of(item), ratchet.item(i));
    }
  }

  private void rules(RuleNode node, FieldPath at, Node object, Node old, Ratchet ratchet) {
    String type = node.schema().type();
    Optional<List<CompiledRule>> compiled = node.compiled();
    if (compiled.isEmpty()) {
      errors.add(
          FieldError.invalid(
              RuleCase.told(at),
              type,
              "rule compiler initialization error: failed to convert to declType for CEL validation rules"));
      return;
    }
    if (budget <= 0) {
      outOfBudget(at, type);
      return;
    }
    var variables = new RuleVariables(node, object, old);
    for (int i = 0; i < node.rules().size() && !spent(); i++)
      rule(
          new RuleCase(node, node.rules().get(i), compiled.get().get(i), at, object, ratchet),
          variables,
          old);
  }

  private void outOfBudget(FieldPath at, String type) {
    errors.add(FieldError.invalid(RuleCase.told(at), type, SPENT));
    budget = -1;
  }

  private void rule(RuleCase one, RuleVariables variables, Node old) {
    Rule rule = one.rule();
    if (!one.compiled().error().isEmpty()) {
      errors.add(
          FieldError.invalid(
              one.told(), one.type(), "rule compile error: " + one.compiled().error()));
      return;
    }
    if (one.compiled().program().isEmpty()) return;
    if (one.compiled().usesOldSelf() && old instanceof NullNode && !rule.oldSelfIsOptional())
      return;
    Variables seen = rule.oldSelfIsOptional() ? variables.optional() : variables;
    Outcome outcome = one.compiled().program().get().run(seen, RuleLimits.PER_CALL);
    if (outcome.cost() > budget) {
      outOfBudget(one.at(), one.type());
      return;
    }
    budget -= outcome.cost();
    switch (outcome) {
      case Outcome.Result(var value, _) -> {
        if (!value.equals(pilothouse.cel.value.Value.TRUE)) failed(one, variables);
      }
      case Outcome.Failed(String message, _) ->
          errors.add(FieldError.invalid(one.told(), one.type(), one.failure(message)));
      case Outcome.Cancelled(String message, _) -> {
        errors.add(FieldError.invalid(one.told(), one.type(), one.cancelled(message)));
        budget = -1;
      }
    }
  }

  private void failed(RuleCase one, Variables variables) {
    Optional<String> message = Optional.empty();
    if (one.compiled().message().isPresent()) {
      Outcome outcome = one.compiled().message().get().run(variables, RuleLimits.PER_CALL);
      Optional<String> spent = spentBy(one, outcome);
      if (spent.isPresent()) {
        report(one, FieldError.invalid(one.reportedAt(), one.type(), spent.get()));
        budget = -1;
        return;
      }
      budget -= outcome.cost();
      message = RuleMessages.of(outcome);
    }
    report(one, one.error(message.orElseGet(one::message)));
  }

  private Optional<String> spentBy(RuleCase one, Outcome outcome) {
    if (outcome.cost() > budget)
      return Optional.of(
          "messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run");
    if (!(outcome instanceof Outcome.Cancelled)) return Optional.empty();
    return Optional.of(
        "no further validation rules will be run due to call cost exceeds limit for messageExpression: "
            + FieldError.quote(one.rule().messageExpression()));
  }

  private void report(RuleCase one, FieldError error) {
    if (!one.compiled().usesOldSelf() && one.ratchet().tolerates()) warnings.add(error.toString());
    else errors.add(error);
  }
}
