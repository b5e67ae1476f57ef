package pilothouse.api.structural;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.FieldError;

/// What the validation of one value found, and how many checks it made: of several schemas that all refuse a value, the one that checked most explains
/// it best.
///
/// Source of the texts: kube-openapi `pkg/validation/errors` and `pkg/validation/validate`.
final class Findings {
  /// How upstream prints the path of an error that has none.
  private static final String NOWHERE = "<nil>";

  private final List<FieldError> errors = new ArrayList<>();
  private int checks;

  List<FieldError> errors() {
    return errors;
  }

  boolean clean() {
    return errors.isEmpty();
  }

  int checks() {
    return checks;
  }

  void checked() {
    checks++;
  }

  void merge(Findings other) {
    errors.addAll(other.errors);
    checks += other.checks;
  }

  /// What was found, taken back.
  void forgive() {
    errors.clear();
  }

  private void add(FieldError.Kind kind, String path, String value, String detail) {
    String field = path.startsWith(".") ? path.substring(1) : path;
    errors.add(new FieldError(kind, field.isEmpty() ? NOWHERE : field, value, detail));
  }

  /// @param sent what was sent, a type or a value, as it is printed
  void type(String path, String wanted, String sent, Node shown) {
    String detail = path + " in body must be of type " + wanted + ": " + FieldError.quote(sent);
    add(FieldError.Kind.TYPE_INVALID, path, print(shown), detail);
  }

  void type(String path, String wanted, String sent) {
    type(path, wanted, sent, new StringNode(sent));
  }

  void required(String path) {
    add(FieldError.Kind.REQUIRED, path, "", "");
  }

  void values(String path, Node value, List<Node> allowed) {
    var texts = new ArrayList<String>();
    for (Node one : allowed)
      texts.add(FieldError.quote(one instanceof StringNode(var text) ? text : one.toString()));
    String detail = texts.isEmpty() ? "" : "supported values: " + String.join(", ", texts);
    add(FieldError.Kind.NOT_SUPPORTED, path, print(value), detail);
  }

  void tooLong(String path, long most) {
    String unit = most == 1 ? " byte" : " bytes";
    add(FieldError.Kind.TOO_LONG, path, "", "may not be more than " + most + unit);
  }

  void tooMany(String path, long count, long most) {
    String unit = most == 1 ? " item" : " items";
    String detail = "must have at most " + most + unit;
    add(FieldError.Kind.TOO_MANY, path, Long.toString(count), detail);
  }

  /// @param says what the value in the body should be or do
  void invalid(String path, Node value, String says) {
    add(FieldError.Kind.INVALID, path, print(value), path + " in body " + says);
  }

  void plain(String path, Node value, String detail) {
    add(FieldError.Kind.INVALID, path, print(value), detail);
  }

  /// An error that upstream attributes to no field.
  void nowhere(String detail) {
    errors.add(new FieldError(FieldError.Kind.INVALID, NOWHERE, "\"\"", detail));
  }

  private static String print(Node value) {
    return value instanceof StringNode(var text) ? FieldError.quote(text) : value.toString();
  }
}
