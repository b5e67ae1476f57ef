package pilothouse.wire.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pilothouse.wire.ServerUnderTest;

/// One release of kubectl against one server, in one namespace. Its discovery cache is kept as long as the server.
final class Kubectl {
  private final Path program;
  private final Path kubeconfig;
  private final Path home;
  private final String suffix;
  private final String namespace;

  private Kubectl(Path program, Path kubeconfig, Path home, String suffix, String namespace) {
    this.program = program;
    this.kubeconfig = kubeconfig;
    this.home = home;
    this.suffix = suffix;
    this.namespace = namespace;
  }

  /// Ends the test as skipped, and says why, where there is no such kubectl.
  static Kubectl of(Release release, Programs programs, ServerUnderTest server) throws IOException {
    var program = programs.kubectl(release);
    assumeTrue(
        program.isPresent(),
        () ->
            "no " + release + " kubectl beside " + programs.kubectls() + " " + programs.absence());
    String suffix = release.name().toLowerCase(java.util.Locale.ROOT);
    Path home = server.kubeconfig().resolveSibling("home-" + suffix);
    Files.createDirectories(home);
    return new Kubectl(program.orElseThrow(), server.kubeconfig(), home, suffix, "default");
  }

  /// The same in a new namespace of its own.
  Kubectl inNamespace(String name) throws Exception {
    String own = named("kubectl-" + name);
    out("create", "namespace", own);
    return new Kubectl(program, kubeconfig, home, suffix, own);
  }

  String namespace() {
    return namespace;
  }

  /// A name that no other release's run of the same test has taken.
  String named(String name) {
    return name + "-" + suffix;
  }

  Child.Ran run(String... arguments) throws Exception {
    return runWith("", arguments);
  }

  /// With `input` on its standard input.
  Child.Ran runWith(String input, String... arguments) throws Exception {
    return Child.run(words(arguments), Map.of("HOME", home.toString()), input);
  }

  /// With a program as the user's editor, which changes the file with a command of sed.
  Child.Ran edit(String command, String... arguments) throws Exception {
    Path editor = Files.createTempFile(home, "editor", ".sh");
    Files.writeString(editor, "#!/bin/sh\nexec sed -i '" + command + "' \"$1\"\n");
    Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
    var environment =
        new HashMap<>(Map.of("HOME", home.toString(), "KUBE_EDITOR", editor.toString()));
    return Child.run(words(arguments), environment, "");
  }

  private List<String> words(String... arguments) {
    var words = new ArrayList<String>(List.of(program.toString(), "--kubeconfig"));
    words.add(kubeconfig.toString());
    words.add("--namespace=" + namespace);
    words.addAll(List.of(arguments));
    return words;
  }

  /// What a run prints that must succeed.
  String out(String... arguments) throws Exception {
    return outOf("", arguments);
  }

  String outOf(String input, String... arguments) throws Exception {
    var ran = runWith(input, arguments);
    assertThat(ran.exit()).as("%s: %s", List.of(arguments), ran.err()).isZero();
    return ran.out();
  }

  /// What a run complains of that must fail.
  String refusal(String... arguments) throws Exception {
    return refusalOf("", arguments);
  }

  String refusalOf(String input, String... arguments) throws Exception {
    var ran = runWith(input, arguments);
    assertThat(ran.exit()).as("%s: %s", List.of(arguments), ran.out()).isNotZero();
    return ran.err();
  }

  /// One value of one object.
  String value(String resource, String path) throws Exception {
    return out("get", resource, "-o", "jsonpath={" + path + "}");
  }

  /// A run that goes on until it is closed.
  Running start(String... arguments) throws IOException {
    var builder = new ProcessBuilder(words(arguments)).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    return new Running(builder.start());
  }
}
