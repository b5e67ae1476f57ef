package pilothouse.builtins.storage;

import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;

/// The parameters of a class: not too many, not too large.
final class Parameters {
  private static final FieldPath AT = FieldPath.of("parameters");
  private static final int MOST = 512;
  private static final int MOST_BYTES = 256 * 1024;

  private Parameters() {}

  static void check(Node parameters, boolean mayBeEmpty, Errors errors) {
    ObjectNode map = parameters.object();
    if (map.size() > MOST) errors.add(FieldError.tooLong(AT, MOST));
    int bytes = 0;
    for (String name : map.names()) {
      if (name.isEmpty()) errors.add(FieldError.invalid(AT, name, "field can not be empty."));
      bytes += Formats.bytes(name) + Formats.bytes(map.get(name).text());
    }
    if (bytes > MOST_BYTES) errors.add(FieldError.tooLong(AT, MOST_BYTES));
    if (!mayBeEmpty && map.isEmpty())
      errors.add(FieldError.required(AT, "must contain at least one key/value pair"));
  }
}
