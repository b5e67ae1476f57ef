package pilothouse.cel.compile;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;

/// A name that expressions may use, and its type.
public record Variable(String name, CelType type) {
  public static Variable dynamic(String name) {
    return new Variable(name, SimpleType.DYN);
  }

  /// The same name, of a value that may be absent.
  public Variable optional() {
    return new Variable(name, OptionalType.create(type));
  }
}
