package pilothouse.builtins.meta;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// Checks of single fields that many kinds share.
public final class Checks {
  public static final String IMMUTABLE = "field is immutable";

  private Checks() {}

  /// A format of a text: gives what is wrong with it.
  @FunctionalInterface
  public interface Format {
    List<String> check(String value);
  }

  public static void format(FieldPath at, String value, Format format, Errors errors) {
    for (String wrong : format.check(value)) errors.add(FieldError.invalid(at, value, wrong));
  }

  /// The format of a text that may be left out.
  public static void formatIfSet(FieldPath at, Node value, Format format, Errors errors) {
    if (!value.text().isEmpty()) format(at, value.text(), format, errors);
  }

  /// Whether the text is there; a missing one is an error.
  public static boolean required(FieldPath at, Node value, Errors errors) {
    if (!value.text().isEmpty()) return true;
    errors.add(FieldError.required(at, ""));
    return false;
  }

  public static void requiredFormat(FieldPath at, Node value, Format format, Errors errors) {
    if (required(at, value, errors)) format(at, value.text(), format, errors);
  }

  public static void nonNegative(FieldPath at, Node value, Errors errors) {
    long number = value.number(0);
    for (String wrong : Formats.nonNegative(number))
      errors.add(FieldError.invalid(at, number, wrong));
  }

  public static void inRange(FieldPath at, Node value, long least, long most, Errors errors) {
    long number = value.number(0);
    for (String wrong : Formats.inRange(number, least, most))
      errors.add(FieldError.invalid(at, number, wrong));
  }

  public static void port(FieldPath at, Node value, Errors errors) {
    inRange(at, value, 1, 65535, errors);
  }

  /// A text that must be one of a few, which the message lists as given.
  public static boolean oneOf(FieldPath at, Node value, List<String> supported, Errors errors) {
    if (supported.contains(value.text())) return true;
    errors.add(FieldError.notSupported(at, value.text(), supported));
    return false;
  }

  public static void oneOfIfGiven(FieldPath at, Node value, List<String> supported, Errors errors) {
    if (!value.isNull()) oneOf(at, value, supported, errors);
  }

  public static void labels(FieldPath at, Node labels, Errors errors) {
    labels
        .object()
        .forEach((key, value) -> {
          format(at, key, Formats::qualifiedName, errors);
          format(at, value.text(), Formats::labelValue, errors);
        });
  }

  public static void annotations(FieldPath at, Node annotations, Errors errors) {
    annotations
        .object()
        .forEach(
            (key, _) -> format(at, key.toLowerCase(Locale.ROOT), Formats::qualifiedName, errors));
  }

  /// A value that an update may not change.
  public static void immutable(FieldPath at, Node value, Node old, Errors errors) {
    immutable(at, value, old, value, errors);
  }

  /// @param printed the value as the message shows it
  public static void immutable(FieldPath at, Node value, Node old, Node printed, Errors errors) {
    if (!value.equals(old)) errors.add(FieldError.invalid(at, printed, IMMUTABLE));
  }

  /// A count or a percentage that is not negative.
  public static void intOrPercent(FieldPath at, Node value, Errors errors) {
    switch (value) {
      case StringNode(var text) -> format(at, text, Formats::percent, errors);
      case LongNode(var number) -> nonNegative(at, value, errors);
      default -> {}
    }
  }

  public static void notOverHundredPercent(FieldPath at, Node value, Errors errors) {
    if (percent(value).orElse(0L) > 100)
      errors.add(FieldError.invalid(at, value, "must not be greater than 100%"));
  }

  /// The number before a percent sign; empty where the value is no percentage.
  public static Optional<Long> percent(Node value) {
    if (!(value instanceof StringNode(var text)) || !Formats.percent(text).isEmpty())
      return Optional.empty();
    return text.length() > 18
        ? Optional.of(Long.MAX_VALUE)
        : Optional.of(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  /// What a count or percentage amounts to where only zero matters: its number, with or without a percent sign.
  public static long amount(Node value) {
    if (!(value instanceof StringNode(var text))) return value.number(0);
    String digits = text.replace("%", "");
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : percent(value).orElse(0L);
  }

  /// Reports names in a list of objects that were there before.
  public static void unique(FieldPath at, ListNode list, String name, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String value = list.items().get(i).get(name).text();
      if (!seen.add(value)) errors.add(FieldError.duplicate(at.index(i).child(name), value));
    }
  }

  /// The members of a map in the order of their keys, in which we report them.
  public static List<String> keys(Node map) {
    return map.object().names().stream().sorted().toList();
  }

  /// `NullNode` where the object is empty, which is how a Go map or list of no items is told apart from none.
  public static Node nullIfEmpty(ObjectNode object) {
    return object.isEmpty() ? NullNode.NULL : object;
  }
}
