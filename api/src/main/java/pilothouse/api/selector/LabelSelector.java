package pilothouse.api.selector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import pilothouse.api.ApiException;
import pilothouse.api.selector.Requirement.Operator;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;

/// A condition on labels: all its requirements must hold, so that one without requirements matches everything.
///
/// As text `app=web,tier in (a,b),!old`, as a tree `{matchLabels, matchExpressions}`.
/// Source: apimachinery `pkg/labels/selector.go` and `pkg/apis/meta/v1/helpers.go`.
public final class LabelSelector {
  public static final LabelSelector EVERYTHING = new LabelSelector(List.of(), false);
  public static final LabelSelector NOTHING = new LabelSelector(List.of(), true);

  private final List<Requirement> requirements;
  private final boolean never;

  private LabelSelector(List<Requirement> requirements, boolean never) {
    this.requirements = requirements;
    this.never = never;
  }

  /// A selector of these requirements, which it keeps in order of their keys.
  public static LabelSelector of(List<Requirement> requirements) {
    if (requirements.isEmpty()) return EVERYTHING;
    var sorted = new ArrayList<>(requirements);
    sorted.sort(Comparator.comparing(Requirement::key));
    return new LabelSelector(List.copyOf(sorted), false);
  }

  /// Reads the query form. A text that is no selector is a 400.
  public static LabelSelector parse(String text) {
    return of(new LabelSelectorParser(text).parse());
  }

  /// Reads the tree form, `meta/v1.LabelSelector`: null selects nothing and `{}` everything. An invalid one is a 400.
  public static LabelSelector of(Node selector) {
    if (selector.isNull()) return NOTHING;
    var found = new ArrayList<Requirement>();
    ObjectNode labels = selector.get("matchLabels").object();
    labels.forEach(
        (key, value) -> found.add(Requirement.of(key, Operator.EQUALS, List.of(value.text()))));
    for (Node expression : selector.get("matchExpressions").items())
      found.add(expressed(expression));
    return of(found);
  }

  /// A selector that asks for each of these labels with its value.
  public static LabelSelector ofLabels(Map<String, String> labels) {
    var found = new ArrayList<Requirement>();
    labels.forEach(
        (key, value) -> found.add(new Requirement(key, Operator.EQUALS, List.of(value))));
    return of(found);
  }

  private static Requirement expressed(Node expression) {
    String name = expression.get("operator").text();
    Operator operator =
        switch (name) {
          case "In" -> Operator.IN;
          case "NotIn" -> Operator.NOT_IN;
          case "Exists" -> Operator.EXISTS;
          case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
          default ->
              throw ApiException.badRequest(
                  FieldError.quote(name) + " is not a valid label selector operator");
        };
    List<String> values = expression.get("values").items().stream().map(Node::text).toList();
    return Requirement.of(expression.get("key").text(), operator, values);
  }

  public List<Requirement> requirements() {
    return requirements;
  }

  /// Whether every object matches, so that nobody need look at labels.
  public boolean matchesEverything() {
    return !never && requirements.isEmpty();
  }

  public boolean matchesNothing() {
    return never;
  }

  /// @param labels the value of the label of a name; empty where the object has no such label
  public boolean matches(Function<String, Optional<String>> labels) {
    if (never) return false;
    for (Requirement requirement : requirements) if (!requirement.matches(labels)) return false;
    return true;
  }

  public boolean matches(Map<String, String> labels) {
    return matches(key -> Optional.ofNullable(labels.get(key)));
  }

  /// @param labels an object of texts, such as `metadata.labels`
  public boolean matches(ObjectNode labels) {
    return matches(key -> labels.has(key) ? Optional.of(labels.get(key).text()) : Optional.empty());
  }

  /// The value that a label must have to match, where this selector demands exactly one.
  public Optional<String> requiredValue(String key) {
    for (Requirement requirement : requirements)
      if (requirement.key().equals(key)) return requirement.onlyValue();
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelSelector that
        && never == that.never
        && requirements.equals(that.requirements);
  }

  @Override
  public int hashCode() {
    return requirements.hashCode();
  }

  /// The query form, requirements in order of their keys.
  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}
