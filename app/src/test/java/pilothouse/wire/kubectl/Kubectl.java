package pilothouse.wire.kubectl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The newest kubectl of this machine, as a child process against one server.
final class Kubectl {
  private static final Pattern VERSION = Pattern.compile("Client Version: v1\\.(\\d+)\\.");

  private final Path program;
  private final Path kubeconfig;
  private final Path home;

  private Kubectl(Path program, Path kubeconfig, Path home) {
    this.program = program;
    this.kubeconfig = kubeconfig;
    this.home = home;
  }

  /// What a run printed.
  record Ran(int exit, String out, String err) {}

  /// Empty where there is no kubectl at all.
  static Optional<Kubectl> newest(Path kubeconfig, Path home)
      throws IOException, InterruptedException {
    Path best = null;
    int newest = -1;
    for (Path candidate : candidates()) {
      int minor = minor(candidate);
      if (minor > newest) {
        newest = minor;
        best = candidate;
      }
    }
    return best == null ? Optional.empty() : Optional.of(new Kubectl(best, kubeconfig, home));
  }

  private static List<Path> candidates() throws IOException {
    var found = new ArrayList<Path>();
    found.add(Path.of("target/tools/kubectl"));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":"))
      found.add(Path.of(folder, "kubectl"));
    Path sdk = Path.of("/usr/lib/google-cloud-sdk/bin");
    if (Files.isDirectory(sdk))
      try (var files = Files.list(sdk)) {
        files.filter(f -> f.getFileName().toString().startsWith("kubectl")).forEach(found::add);
      }
    found.removeIf(f -> !Files.isExecutable(f));
    return found.stream().distinct().toList();
  }

  private static int minor(Path program) throws IOException, InterruptedException {
    var ran = run(new ProcessBuilder(program.toString(), "version", "--client"), "");
    var version = VERSION.matcher(ran.out());
    return version.find() ? Integer.parseInt(version.group(1)) : -1;
  }

  Ran run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  /// With `input` on its standard input.
  Ran runWith(String input, String... arguments) throws IOException, InterruptedException {
    var words =
        new ArrayList<String>(List.of(program.toString(), "--kubeconfig", kubeconfig.toString()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words);
    builder.environment().put("HOME", home.toString()); // its discovery cache
    return run(builder, input);
  }

  private static Ran run(ProcessBuilder builder, String input)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("kubectl", ".out");
    Path err = Files.createTempFile("kubectl", ".err");
    try {
      var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("kubectl did not end: " + builder.command());
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
