package pilothouse.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a [ServerUnderTest]: one for all of them, ended after the last.
public final class SharedServer implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ServerUnderTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(ServerUnderTest.class, _ -> start(), ServerUnderTest.class);
  }

  private static ServerUnderTest start() {
    try {
      return ServerUnderTest.start("--disable-admission-plugins=ServiceAccount");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
