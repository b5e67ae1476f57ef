package pilothouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `./pilothouse serve` runs. Without a build by the launcher there is nothing to look at; `./pilothouse test` builds first, and says so.
final class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "pilothouse").toAbsolutePath().normalize();

  private record Ended(int code, List<String> lines) {}

  private static Ended run(List<String> words) throws IOException, InterruptedException {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output.lines().toList());
  }

  /// The command with more options of the JVM.
  private static Ended serve(List<String> command, String... options)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(command);
    words.addAll(words.indexOf("-cp"), List.of(options));
    return run(words);
  }

  private static List<String> command() throws IOException, InterruptedException {
    var printed = run(List.of(LAUNCHER.toString(), "command", "--version"));
    if (Boolean.getBoolean("pilothouse.built"))
      assertThat(printed.code()).as("what was built just now counts as built").isZero();
    assumeThat(printed.code()).as("built by the launcher").isZero();
    return printed.lines();
  }

  /// The JVM ignores a cache that it cannot use without a word; this mode makes it refuse to start.
  @Test
  void theStartUpCacheIsUsed() throws Exception {
    var ended = serve(command(), "-XX:AOTMode=on", "-Xlog:class+load=info:stdout");

    assertThat(ended.code()).isZero();
    assertThat(ended.lines())
        .anyMatch(line -> line.startsWith("Kubernetes v1."))
        .anyMatch(line -> fromCache(line, "pilothouse.app.Main"))
        .anyMatch(line -> fromCache(line, "pilothouse.server.rest.GetHandler"))
        .anyMatch(line -> fromCache(line, "pilothouse.registry.StoredRegistry"))
        .anyMatch(line -> fromCache(line, "io.netty.handler.ssl.SslHandler"));
  }

  private static boolean fromCache(String line, String name) {
    return line.contains(" " + name + " source: shared objects file");
  }

  @Test
  void nativeLibrariesAreTakenFromWhereTheBuildUnpackedThem() throws Exception {
    String option = "-Dorg.sqlite.lib.path=";
    String folder =
        command().stream()
            .filter(word -> word.startsWith(option))
            .map(word -> word.substring(option.length()))
            .findFirst()
            .orElseThrow();

    assertThat(Path.of(folder).resolve(System.mapLibraryName("sqlitejdbc"))).isRegularFile();
  }
}
