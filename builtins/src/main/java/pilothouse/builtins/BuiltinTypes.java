package pilothouse.builtins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import pilothouse.api.schema.TypeLibrary;

/// The types of the built-in kinds, as the build derives them.
public final class BuiltinTypes {
  private BuiltinTypes() {}

  /// Reads the types' lines; each type is made when it is first asked for.
  public static TypeLibrary read() {
    return new TypeLibrary(bytes("types.txt"), () -> bytes("names.txt"));
  }

  private static byte[] bytes(String name) {
    try (InputStream in = BuiltinTypes.class.getResourceAsStream("types/" + name)) {
      if (in == null) throw new IllegalStateException("the build made no types/" + name);
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
