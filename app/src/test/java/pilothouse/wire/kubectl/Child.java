package pilothouse.wire.kubectl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end.
final class Child {
  private static final int SECONDS = 300;

  private Child() {}

  /// What a run printed.
  record Ran(int exit, String out, String err) {}

  /// @param input what it reads from its standard input
  /// @throws IOException when it cannot be started, or does not end
  static Ran run(List<String> words, Map<String, String> environment, String input)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    try {
      var builder =
          new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      var process = builder.start();
      feed(process, input);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(
            String.join(" ", words)
                + " did not end: "
                + Files.readString(out)
                + Files.readString(err));
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static void feed(Process process, String input) throws IOException {
    if (input.isEmpty()) {
      process.getOutputStream().close();
      return;
    }
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
  }
}
