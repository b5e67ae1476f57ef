package pilothouse.builtins.core;

import java.util.Arrays;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The checks of paths inside volumes, which must not lead out of them.
final class Paths {
  private Paths() {}

  static void noBacksteps(FieldPath at, String path, Errors errors) {
    if (Arrays.asList(path.replace('\\', '/').split("/", -1)).contains(".."))
      errors.add(FieldError.invalid(at, path, "must not contain '..'"));
  }

  /// A relative path that only goes down.
  static void descending(FieldPath at, String path, Errors errors) {
    if (path.startsWith("/")) errors.add(FieldError.invalid(at, path, "must be a relative path"));
    noBacksteps(at, path, errors);
  }

  /// One that does not start as the names do that a volume keeps for itself.
  static void unreserved(FieldPath at, String path, Errors errors) {
    if (path.startsWith("/")) errors.add(FieldError.invalid(at, path, "must be a relative path"));
    inVolume(at, path, errors);
  }

  /// The same where a leading slash is the root of the volume.
  static void inVolume(FieldPath at, String path, Errors errors) {
    noBacksteps(at, path, errors);
    if (path.startsWith("..") && !path.startsWith("../"))
      errors.add(FieldError.invalid(at, path, "must not start with '..'"));
  }
}
