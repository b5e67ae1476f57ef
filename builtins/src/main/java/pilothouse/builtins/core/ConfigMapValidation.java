package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;

/// The checks of config maps.
final class ConfigMapValidation {
  static final int MOST_BYTES = 1024 * 1024;

  private ConfigMapValidation() {}

  static void create(ObjectNode map, Errors errors) {
    FieldPath data = FieldPath.of("data");
    FieldPath binary = FieldPath.of("binaryData");
    long size = 0;
    for (String key : Checks.keys(map.get("data"))) {
      Checks.format(data.key(key), key, Formats::configMapKey, errors);
      if (map.get("binaryData").object().has(key))
        errors.add(
            FieldError.invalid(data.key(key), key, "duplicate of key present in binaryData"));
      size += Formats.bytes(map.at("data", key).text());
    }
    for (String key : Checks.keys(map.get("binaryData"))) {
      Checks.format(binary.key(key), key, Formats::configMapKey, errors);
      size += decodedLength(map.at("binaryData", key).text());
    }
    if (size > MOST_BYTES) errors.add(FieldError.tooLong(FieldPath.ROOT.key(""), MOST_BYTES));
  }

  /// The bytes behind a base64 text.
  static long decodedLength(String base64) {
    int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return base64.length() / 4L * 3 - padding;
  }

  static void update(ObjectNode map, ObjectNode old, Errors errors) {
    frozen(map, old, List.of("data", "binaryData"), errors);
    create(map, errors);
  }

  /// What an immutable object may not change, its being immutable first.
  static void frozen(ObjectNode object, ObjectNode old, List<String> fields, Errors errors) {
    if (!old.get("immutable").bool(false)) return;
    String why = "field is immutable when `immutable` is set";
    if (!object.get("immutable").bool(false))
      errors.add(FieldError.forbidden(FieldPath.of("immutable"), why));
    for (String field : fields) {
      Node before = old.get(field);
      if (!object.get(field).object().equals(before.object()))
        errors.add(FieldError.forbidden(FieldPath.of(field), why));
    }
  }
}
