package pilothouse.builtins.resource;

import java.util.List;
import java.util.Locale;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of what claims and device classes share: selectors, settings for drivers, tolerations, names of attributes.
///
/// Source: kubernetes `pkg/apis/resource/validation/validation.go`.
final class DeviceSettings {
  private static final int MOST_EXPRESSION_BYTES = 10 * 1024;
  private static final int MOST_PARAMETER_BYTES = 10 * 1024;
  private static final int MOST_DRIVER_BYTES = 63;
  private static final int MOST_IDENTIFIER_BYTES = 32;
  private static final List<String> OPERATORS = List.of("Equal", "Exists");
  private static final List<String> EFFECTS = List.of("NoExecute", "NoSchedule", "None");

  private DeviceSettings() {}

  static void selectors(List<Node> selectors, FieldPath at, Errors errors) {
    for (int i = 0; i < selectors.size(); i++) {
      FieldPath here = at.index(i).child("cel");
      Node cel = selectors.get(i).get("cel");
      if (cel.isNull()) errors.add(FieldError.required(here, ""));
      else if (Formats.bytes(cel.get("expression").text()) > MOST_EXPRESSION_BYTES)
        errors.add(FieldError.tooLong(here.child("expression"), MOST_EXPRESSION_BYTES));
    }
  }

  static void opaque(Node config, FieldPath at, Errors errors) {
    Node opaque = config.get("opaque");
    FieldPath here = at.child("opaque");
    if (opaque.isNull()) {
      errors.add(FieldError.required(here, ""));
      return;
    }
    driver(opaque.get("driver"), here.child("driver"), errors);
    Node parameters = opaque.get("parameters");
    FieldPath there = here.child("parameters");
    if (parameters.isNull()) errors.add(FieldError.required(there, ""));
    else if (Formats.bytes(parameters.toString()) > MOST_PARAMETER_BYTES)
      errors.add(FieldError.tooLong(there, MOST_PARAMETER_BYTES));
    else if (!(parameters instanceof ObjectNode))
      errors.add(FieldError.invalid(there, "<value omitted>", "must be a valid JSON object"));
  }

  static void driver(Node driver, FieldPath at, Errors errors) {
    if (!Checks.required(at, driver, errors)) return;
    if (Formats.bytes(driver.text()) > MOST_DRIVER_BYTES)
      errors.add(FieldError.tooLong(at, MOST_DRIVER_BYTES));
    for (String wrong : Formats.dnsSubdomain(driver.text().toLowerCase(Locale.ROOT)))
      errors.add(FieldError.invalid(at, driver.text(), wrong));
  }

  static void tolerations(List<Node> tolerations, FieldPath at, Errors errors) {
    for (int i = 0; i < tolerations.size(); i++)
      toleration(tolerations.get(i), at.index(i), errors);
  }

  private static void toleration(Node toleration, FieldPath at, Errors errors) {
    Checks.formatIfSet(at.child("key"), toleration.get("key"), Formats::qualifiedName, errors);
    String operator = toleration.get("operator").text();
    String value = toleration.get("value").text();
    switch (operator) {
      case "Exists" -> {
        if (!value.isEmpty())
          errors.add(
              FieldError.invalid(at.child("value"), value, "must be empty for operator `Exists`"));
      }
      case "Equal" -> Checks.format(at.child("value"), value, Formats::labelValue, errors);
      case String other ->
          errors.add(FieldError.notSupported(at.child("operator"), other, OPERATORS));
    }
    Node effect = toleration.get("effect");
    if (!effect.text().isEmpty()) Checks.oneOf(at.child("effect"), effect, EFFECTS, errors);
  }

  /// A domain and an identifier with a slash between them.
  static void attribute(String name, FieldPath at, Errors errors) {
    int slash = name.indexOf('/');
    if (slash > 0)
      for (String wrong : Formats.dnsSubdomain(name.substring(0, slash)))
        errors.add(FieldError.invalid(at, name.substring(0, slash), wrong));
    String identifier = name.substring(slash + 1);
    if (Formats.bytes(identifier) > MOST_IDENTIFIER_BYTES)
      errors.add(FieldError.tooLong(at, MOST_IDENTIFIER_BYTES));
    Checks.format(at, identifier, Formats::cIdentifier, errors);
    if (slash < 0)
      errors.add(
          FieldError.invalid(
              at, name, "a fully qualified name must be a domain and a name separated by a slash"));
  }
}
