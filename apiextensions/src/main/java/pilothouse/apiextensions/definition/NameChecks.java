package pilothouse.apiextensions.definition;

import java.util.List;
import java.util.Locale;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// Checks the names of a definition, those wanted and those accepted.
final class NameChecks {
  private NameChecks() {}

  static void check(FieldPath path, Node names, Errors errors) {
    for (String field : List.of("plural", "singular"))
      label(path.child(field), names.get(field).text(), errors);
    for (String field : List.of("kind", "listKind"))
      kind(path.child(field), names.get(field).text(), errors);
    labels(path.child("shortNames"), names.get("shortNames"), errors);
    String kind = names.get("kind").text();
    if (!kind.isEmpty() && kind.equals(names.get("listKind").text()))
      errors.add(
          FieldError.invalid(
              path.child("listKind"), kind, "kind and listKind may not be the same"));
    labels(path.child("categories"), names.get("categories"), errors);
  }

  private static void label(FieldPath path, String name, Errors errors) {
    if (name.isEmpty()) return;
    List<String> wrong = Formats.dns1035Label(name);
    if (!wrong.isEmpty()) errors.add(FieldError.invalid(path, name, String.join(",", wrong)));
  }

  private static void kind(FieldPath path, String name, Errors errors) {
    if (name.isEmpty()) return;
    List<String> wrong = Formats.dns1035Label(name.toLowerCase(Locale.ROOT));
    if (!wrong.isEmpty())
      errors.add(
          FieldError.invalid(
              path,
              name,
              "may have mixed case, but should otherwise match: " + String.join(",", wrong)));
  }

  private static void labels(FieldPath path, Node names, Errors errors) {
    for (int i = 0; i < names.items().size(); i++) {
      String name = names.items().get(i).text();
      List<String> wrong = Formats.dns1035Label(name);
      if (!wrong.isEmpty())
        errors.add(FieldError.invalid(path.index(i), name, String.join(",", wrong)));
    }
  }
}
