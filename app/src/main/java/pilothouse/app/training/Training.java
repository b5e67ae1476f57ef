package pilothouse.app.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import pilothouse.app.ApiServer;
import pilothouse.app.Main;
import pilothouse.app.flags.Command;

/// Two short lives of a server in a folder of its own: what the build runs to learn which classes a start and the first requests need, and which of
/// their methods are worth compiling. The JVM keeps that in a cache from which later starts take it.
///
/// The requests come from a process of their own: what a client needs would only make the cache larger, and every start links all that is in it.
final class Training {
  private final Path folder;
  private final List<String> words;

  private Training(Path folder) throws IOException {
    this.folder = folder;
    this.words = List.of("--data-dir=" + folder, "--secure-port=" + freePort());
  }

  /// The first start of a data folder makes certificates and the cluster's own objects; most starts are later ones, by the program itself.
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("pilothouse-training");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    new Training(folder).first();
    new Training(folder).later();
  }

  private void first() throws IOException, InterruptedException {
    if (!(Command.of(words) instanceof Command.Serve(var options, _)))
      throw new IllegalStateException("the training's own flags are wrong");
    try (var server = ApiServer.start(options)) {
      int exit = client(server.url(), "stay").waitFor();
      if (exit != 0) throw new IllegalStateException("the training's requests failed");
    }
  }

  /// Ends by the signal that the client sends when it is done.
  private void later() throws IOException, InterruptedException {
    String port = words.getLast().replaceAll("\\D", "");
    client(URI.create("https://127.0.0.1:" + port), "end");
    Main.main(words.toArray(String[]::new));
  }

  private Process client(URI url, String then) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path", "");
    String pki = folder.resolve("pki").toString();
    return new ProcessBuilder(
            java, "-cp", classes, Requests.class.getName(), pki, url.toString(), then)
        .inheritIO()
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
