package pilothouse.wire.kubectl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The kubectls and the helm of this machine: in the tests' own tool folder, on the PATH, and in the folder where Google's SDK keeps many releases
/// side by side. Where the newest release is not among them it is fetched.
///
/// @param kubectls by their minor release
/// @param absence why there is not more, for the reader of a skipped test; empty where nothing went wrong
record Programs(SortedMap<Integer, Path> kubectls, Optional<Path> helm, String absence) {
  /// The release whose server this is.
  private static final int OURS = 36;

  /// Both ways in which kubectl has told its version over the years.
  private static final Pattern VERSION = Pattern.compile("Client Version: .*?v1\\.(\\d+)\\.");

  private static final Path TOOLS = Path.of("target/tools").toAbsolutePath();

  Optional<Path> kubectl(Release release) {
    if (kubectls.isEmpty()) return Optional.empty();
    boolean oldest = release == Release.OLDEST;
    if (oldest && kubectls.size() == 1) return Optional.empty();
    return Optional.of(kubectls.get(oldest ? kubectls.firstKey() : kubectls.lastKey()));
  }

  static Programs find() throws IOException, InterruptedException {
    var found = kubectlsHere();
    String absence = "";
    if (!found.containsKey(OURS) || helmHere().isEmpty()) {
      absence = new ToolDownload(TOOLS).fetch();
      found = kubectlsHere();
    }
    return new Programs(found, helmHere(), absence);
  }

  private static SortedMap<Integer, Path> kubectlsHere() throws IOException, InterruptedException {
    var found = new TreeMap<Integer, Path>();
    for (Path candidate : candidates()) {
      int minor = minor(candidate);
      if (minor > 0) found.putIfAbsent(minor, candidate);
    }
    return found;
  }

  private static List<Path> candidates() throws IOException {
    var found = new ArrayList<>(onPath("kubectl"));
    Path sdk = Path.of("/usr/lib/google-cloud-sdk/bin");
    if (Files.isDirectory(sdk))
      try (var files = Files.list(sdk)) {
        files.filter(f -> f.getFileName().toString().startsWith("kubectl.")).forEach(found::add);
      }
    return found;
  }

  private static Optional<Path> helmHere() {
    return onPath("helm").stream().findFirst();
  }

  private static List<Path> onPath(String program) {
    var found = new ArrayList<Path>();
    found.add(TOOLS.resolve(program));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":"))
      found.add(Path.of(folder, program));
    found.removeIf(f -> !Files.isExecutable(f));
    return found;
  }

  /// 0 for what is no kubectl, or one that starts another, as the SDK's own does.
  private static int minor(Path program) throws IOException, InterruptedException {
    var ran = Child.run(List.of(program.toString(), "version", "--client"), Map.of(), "");
    var version = VERSION.matcher(ran.out());
    boolean itself = version.find() && !ran.out().contains("-dispatcher");
    return itself ? Integer.parseInt(version.group(1)) : 0;
  }

  /// Gives tests the programs, which are looked for once.
  static final class Finder implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Programs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .computeIfAbsent(Programs.class, _ -> found(), Programs.class);
    }

    private static Programs found() {
      try {
        return find();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
