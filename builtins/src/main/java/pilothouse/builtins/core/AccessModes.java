package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// How a volume may be mounted, or a claim wants it to be.
///
/// Source: kubernetes `pkg/apis/core/validation/validation.go`, persistent volumes and their claims.
final class AccessModes {
  private static final String ALONE = "ReadWriteOncePod";
  private static final List<String> MODES =
      List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", ALONE);

  private AccessModes() {}

  /// @param missing what is said where there are none
  static void check(FieldPath at, List<Node> modes, String missing, Errors errors) {
    if (modes.isEmpty()) errors.add(FieldError.required(at, missing));
    boolean alone = false;
    boolean others = false;
    for (Node mode : modes) {
      Checks.oneOf(at, mode, MODES, errors);
      if (mode.text().equals(ALONE)) alone = true;
      else others |= MODES.contains(mode.text());
    }
    if (alone && others)
      errors.add(FieldError.forbidden(at, "may not use ReadWriteOncePod with other access modes"));
  }
}
