package pilothouse.wire.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program and its launchers, by their exit codes and what they print.
@Timeout(120)
final class CommandLineTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  private record Ran(int exit, String out, String err) {}

  private Ran run(List<String> words, Map<String, String> environment) throws Exception {
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    var builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    var process =
        builder
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .directory(folder.toFile())
            .start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Ran program(String... flags) throws Exception {
    return run(ServerProcess.command(flags), Map.of());
  }

  @Test
  void theVersionIsToldOnOneLine() throws Exception {
    var ran = program("--version");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).matches("Kubernetes v1\\.36\\.\\d+\\n");
  }

  @Test
  void helpHasNamedSections() throws Exception {
    var ran = program("--help");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("Generic flags:", "Etcd flags:", "Secure serving flags:", "--secure-port");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws Exception {
    var ran =
        program(
            "--nosuch=1",
            "--secure-port=many",
            "--bind-address",
            "somewhere",
            "--request-timeout=soon");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("nosuch", "many", "somewhere", "soon")
        .doesNotContain("Exception");
  }

  /// `--f=v`, `--f v`, lists with commas, flags that come again, durations as Go writes them.
  @Test
  void flagsAreReadInEveryWayThatTheyAreWritten() throws Exception {
    Path data = folder.resolve("data");
    try (var server =
        ServerProcess.start(
            data,
            "--service-cluster-ip-range",
            "10.9.0.0/24",
            "--request-timeout=1m30s",
            "--disable-admission-plugins=ServiceAccount,Priority",
            "--disable-admission-plugins=DefaultStorageClass",
            "--feature-gates=AllAlpha=false",
            "--v=2")) {
      assertThat(server.out()).hasSize(1);
      server.terminate();
      assertThat(server.exit()).isZero();
    }
  }

  @Test
  void aTakenPortIsToldInOneLine() throws Exception {
    try (var server = ServerProcess.start(folder.resolve("first"))) {
      var ran =
          program(
              "--data-dir=" + folder.resolve("second"),
              "--bind-address=127.0.0.1",
              "--secure-port=" + server.url().getPort());
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("error: ", "cannot listen on").doesNotContain("\tat ");
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void theOtherNameServesWithTheSameWords() throws Exception {
    script(
        folder.resolve("bin/kube-apiserver"),
        Files.readString(PROJECT.resolve("bin/kube-apiserver")));
    script(folder.resolve("pilothouse"), "#!/bin/sh\nfor word; do echo \"$word\"; done\n");
    var ran =
        run(List.of("bin/kube-apiserver", "--v", "2", "--etcd-servers=a,b", "two words"), Map.of());
    assertThat(ran.out()).isEqualTo("serve\n--v\n2\n--etcd-servers=a,b\ntwo words\n");
  }

  /// The launcher where it finds nothing in the usual places but a Java that is too old, or none.
  @Test
  void aMissingJdkIsToldInOneLine() throws Exception {
    String launcher = Files.readString(PROJECT.resolve("pilothouse"));
    script(
        folder.resolve("pilothouse"),
        launcher.replaceAll("(?<= )(/usr|/opt|/Library)/", folder + "/nowhere/"));
    script(folder.resolve("old/bin/java"), "#!/bin/sh\n");
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"17.0.1\"\n");
    var none = Map.of("HOME", folder.toString(), "JAVA_HOME", "", "PATH", "/usr/bin:/bin");
    var old = new java.util.HashMap<>(none);
    old.put("JAVA_HOME", folder.resolve("old").toString());
    var ran = run(List.of("./pilothouse", "jdk"), old);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains("needs JDK 25 or newer", "found only Java");
    assertThat(run(List.of("./pilothouse", "nosuch"), none).err())
        .contains("there is no command nosuch");
    assertThat(run(List.of("./pilothouse", "help"), none).out()).contains("./pilothouse serve");
  }
}
