package pilothouse.builtins.meta;

import java.util.List;
import java.util.function.Function;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The checks of single fields that most kinds share.
public final class Require {
  private static final String IMMUTABLE = "field is immutable";

  private Require() {}

  /// A text that must be there and in a format.
  public static void text(
      Node value, FieldPath at, Function<String, List<String>> format, Errors errors) {
    if (value.text().isEmpty()) errors.add(FieldError.required(at, ""));
    else format(value, at, format, errors);
  }

  /// A text in a format, empty or not.
  public static void format(
      Node value, FieldPath at, Function<String, List<String>> format, Errors errors) {
    for (String wrong : format.apply(value.text()))
      errors.add(FieldError.invalid(at, value.text(), wrong));
  }

  /// A text that must be there and one of a few.
  public static void oneOf(Node value, FieldPath at, List<String> supported, Errors errors) {
    if (!supported.contains(value.text()))
      errors.add(FieldError.notSupported(at, value.text(), supported));
  }

  /// A number that may not be negative; absent is right.
  public static void nonNegative(Node value, FieldPath at, Errors errors) {
    long number = value.number(0);
    if (number < 0)
      errors.add(FieldError.invalid(at, number, "must be greater than or equal to 0"));
  }

  /// A value that an update must leave as it was.
  public static void unchanged(Node value, Node old, FieldPath at, Errors errors) {
    if (!value.equals(old)) errors.add(FieldError.invalid(at, value, IMMUTABLE));
  }

  /// The same where the message prints the value in another form.
  public static void unchanged(Node value, Node old, FieldPath at, Node printed, Errors errors) {
    if (!value.equals(old)) errors.add(FieldError.invalid(at, printed, IMMUTABLE));
  }
}
