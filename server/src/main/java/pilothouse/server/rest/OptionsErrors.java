package pilothouse.server.rest;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ListNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// What the options of several verbs have in common.
///
/// Source: apimachinery `pkg/apis/meta/v1/validation/validation.go`.
final class OptionsErrors {
  private OptionsErrors() {}

  static void dryRun(List<String> values, Errors errors) {
    if (values.stream().allMatch("All"::equals)) return;
    errors.add(
        new FieldError(
            FieldError.Kind.NOT_SUPPORTED,
            "dryRun",
            ListNode.ofTexts(values).toString(),
            "supported values: \"All\""));
  }

  static void fieldManager(String manager, Errors errors) {
    FieldPath path = FieldPath.of("fieldManager");
    if (manager.codePointCount(0, manager.length()) > 128)
      errors.add(FieldError.tooLong(path, 128));
    int[] characters = manager.codePoints().toArray();
    for (int i = 0; i < characters.length; i++)
      if (Character.isISOControl(characters[i]) || !Character.isDefined(characters[i]))
        errors.add(
            FieldError.invalid(
                path,
                manager,
                String.format("invalid character U+%04X (at position %d)", characters[i], i)));
  }

  static void fieldValidation(String value, Errors errors) {
    List<String> supported = List.of("", "Ignore", "Strict", "Warn");
    if (!supported.contains(value))
      errors.add(FieldError.notSupported(FieldPath.of("fieldValidation"), value, supported));
  }

  static void throwIfAny(String kind, Errors errors) {
    if (!errors.isEmpty()) throw ApiException.invalid("meta.k8s.io", kind, "", errors.list());
  }
}
