package pilothouse.api.selector;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// What a selector asks of one label.
public record Requirement(String key, Operator operator, List<String> values) {
  public Requirement {
    values = List.copyOf(values);
  }

  /// How the label and the values relate, with the sign that stands between them.
  public enum Operator {
    IN(" in "),
    NOT_IN(" notin "),
    EQUALS("="),
    DOUBLE_EQUALS("=="),
    NOT_EQUALS("!="),
    GREATER(">"),
    LESS("<"),
    EXISTS(""),
    DOES_NOT_EXIST("");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }
  }

  /// A checked requirement; an invalid one is a 400 that lists all that is wrong.
  static Requirement of(String key, Operator operator, List<String> values) {
    var errors = new Errors();
    LabelSyntax.keyError(key)
        .ifPresent(why -> errors.add(FieldError.invalid(FieldPath.of("key"), key, why)));
    checkCount(operator, values, errors);
    for (int i = 0; i < values.size(); i++) checkValue(key, values.get(i), i, errors);
    if (!errors.isEmpty()) throw ApiException.badRequest(FieldError.aggregate(errors.list()));
    return new Requirement(key, operator, values);
  }

  private static void checkCount(Operator operator, List<String> values, Errors errors) {
    switch (operator) {
      case IN, NOT_IN -> {
        if (values.isEmpty())
          count(values, "for 'in', 'notin' operators, values set can't be empty", errors);
      }
      case EQUALS, DOUBLE_EQUALS, NOT_EQUALS -> {
        if (values.size() != 1)
          count(values, "exact-match compatibility requires one single value", errors);
      }
      case EXISTS, DOES_NOT_EXIST -> {
        if (!values.isEmpty())
          count(values, "values set must be empty for exists and does not exist", errors);
      }
      case GREATER, LESS -> {
        if (values.size() != 1)
          count(values, "for 'Gt', 'Lt' operators, exactly one value is required", errors);
        for (int i = 0; i < values.size(); i++) checkNumber(values.get(i), i, errors);
      }
    }
  }

  private static void count(List<String> values, String why, Errors errors) {
    errors.add(FieldError.invalid(FieldPath.of("values"), ListNode.ofTexts(values), why));
  }

  private static void checkNumber(String value, int i, Errors errors) {
    if (number(value).isPresent()) return;
    String why = "for 'Gt', 'Lt' operators, the value must be an integer";
    errors.add(FieldError.invalid(FieldPath.of("values").index(i), value, why));
  }

  private static void checkValue(String key, String value, int i, Errors errors) {
    FieldPath path = FieldPath.of("values").index(i).key(key);
    LabelSyntax.valueError(value)
        .ifPresent(why -> errors.add(FieldError.invalid(path, value, why)));
  }

  boolean matches(Function<String, Optional<String>> labels) {
    Optional<String> label = labels.apply(key);
    return switch (operator) {
      case IN, EQUALS, DOUBLE_EQUALS -> label.isPresent() && values.contains(label.get());
      case NOT_IN, NOT_EQUALS -> label.isEmpty() || !values.contains(label.get());
      case EXISTS -> label.isPresent();
      case DOES_NOT_EXIST -> label.isEmpty();
      case GREATER -> label.flatMap(this::compare).filter(order -> order > 0).isPresent();
      case LESS -> label.flatMap(this::compare).filter(order -> order < 0).isPresent();
    };
  }

  /// How a label's number compares with the one asked for; empty where either is no number.
  private Optional<Integer> compare(String label) {
    return number(label).flatMap(a -> number(values.getFirst()).map(b -> Long.compare(a, b)));
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  Optional<String> onlyValue() {
    boolean exact =
        operator == Operator.EQUALS
            || operator == Operator.DOUBLE_EQUALS
            || operator == Operator.IN;
    return exact && values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  @Override
  public String toString() {
    return switch (operator) {
      case EXISTS -> key;
      case DOES_NOT_EXIST -> "!" + key;
      case IN, NOT_IN -> key + operator.sign + "(" + sortedValues() + ")";
      case EQUALS, DOUBLE_EQUALS, NOT_EQUALS, GREATER, LESS -> key + operator.sign + sortedValues();
    };
  }

  private String sortedValues() {
    return values.stream().sorted().collect(Collectors.joining(","));
  }
}
