package pilothouse.wire.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.wire.Admin;

/// The program and its launchers, by their exit codes and what they print.
@Timeout(1200)
final class CommandLineTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir static Path shared;
  private static Keys keys;

  @TempDir Path folder;

  @BeforeAll
  static void makeKeys() {
    keys = Keys.in(shared.resolve("keys"));
  }

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
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
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
    Path data = keys.into(folder.resolve("data"));
    try (var server =
            ServerProcess.start(
                data,
                "--service-cluster-ip-range",
                "10.9.0.0/24",
                "--request-timeout=1m30s",
                "--disable-admission-plugins=ServiceAccount,Priority",
                "--disable-admission-plugins=DefaultStorageClass",
                "--feature-gates=AllAlpha=false",
                "--v=3");
        var admin = Admin.of(server.url(), data, java.net.http.HttpClient.Version.HTTP_1_1)) {
      assertThat(server.out()).hasSize(1);
      admin.get("/api/v1/namespaces?limit=2");
      assertThat(server.errWith("limit=2"))
          .matches(
              "\"HTTP\" verb=\"LIST\" URI=\"/api/v1/namespaces\\?limit=2\" latency=.* resp=200");
      server.terminate();
      assertThat(server.exit()).isZero();
    }
  }

  @Test
  void aTakenPortIsToldInOneLine() throws Exception {
    try (var server = ServerProcess.start(keys.into(folder.resolve("first")))) {
      var ran =
          program(
              "--data-dir=" + keys.into(folder.resolve("second")),
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

  /// The Java that comes first is too old and another one has no compiler: the launcher looks on.
  @Test
  void aJdkInOneOfTheUsualPlacesIsFound() throws Exception {
    script(folder.resolve("pilothouse"), launcherOfNowhere());
    jdk("old", "17.0.1", "java", "javac");
    jdk(".sdkman/candidates/java/25-jre", "25.0.1", "java");
    jdk(".sdkman/candidates/java/26-open", "26", "java", "javac");
    var ran = run(List.of("./pilothouse", "jdk"), javaHome(folder.resolve("old").toString()));
    assertThat(ran.out()).isEqualTo(folder.resolve(".sdkman/candidates/java/26-open") + "\n");
  }

  private void jdk(String name, String version, String... programs) throws IOException {
    for (String program : programs)
      script(folder.resolve(name).resolve("bin").resolve(program), "#!/bin/sh\n");
    Files.writeString(
        folder.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private Map<String, String> javaHome(String home) throws IOException {
    return Map.of(
        "HOME",
        folder.toString(),
        "JAVA_HOME",
        home,
        "PILOTHOUSE_JAVA_HOME",
        "",
        "PATH",
        withoutJava());
  }

  /// A PATH of what the launcher itself runs: a machine's own folder of programs may hold a Java of any age.
  private String withoutJava() throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    for (String name : List.of("bash", "sed", "dirname", "readlink", "cat")) {
      Path itself = Path.of("/usr/bin", name);
      Path place = Files.isExecutable(itself) ? itself : Path.of("/bin", name);
      script(programs.resolve(name), "#!/bin/sh\nexec " + place + " \"$@\"\n");
    }
    return programs.toString();
  }

  /// The launcher without this machine's own JDKs.
  private String launcherOfNowhere() throws IOException {
    return Files.readString(PROJECT.resolve("pilothouse"))
        .replaceAll("(?<= )(/usr|/opt|/Library)/", folder + "/nowhere/");
  }

  /// The launcher where it finds nothing in the usual places but a Java that is too old, or none.
  @Test
  void aMissingJdkIsToldInOneLine() throws Exception {
    script(folder.resolve("pilothouse"), launcherOfNowhere());
    jdk("old", "17.0.1", "java", "javac");
    var none = javaHome("");
    var ran = run(List.of("./pilothouse", "jdk"), javaHome(folder.resolve("old").toString()));
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).contains("needs JDK 25 or newer", "found only Java");
    var nothing = run(List.of("./pilothouse", "jdk"), none);
    assertThat(nothing.exit()).isEqualTo(1);
    assertThat(nothing.err().lines()).hasSize(1);
    assertThat(nothing.err()).contains("needs JDK 25 or newer;");
    assertThat(run(List.of("./pilothouse", "nosuch"), none).err())
        .contains("there is no command nosuch");
    assertThat(run(List.of("./pilothouse", "help"), none).out()).contains("./pilothouse serve");
  }
}
