package pilothouse.wire.process;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pilothouse.app.pki.Pki;
import pilothouse.app.pki.ServerNames;

/// The certificates and keys of a data folder, made once for many: they are half of what a first start costs.
record Keys(Path made) {
  /// @param folder where they are kept
  static Keys in(Path folder) {
    var names = ServerNames.of(List.of(), List.of(InetAddress.ofLiteral("127.0.0.1")));
    Pki.open(folder, folder, names);
    return new Keys(folder);
  }

  /// The same data folder, with all keys in it.
  Path into(Path data) throws IOException {
    Path pki = Files.createDirectories(data.resolve("pki"));
    try (var files = Files.list(made)) {
      for (Path file : files.toList()) Files.copy(file, pki.resolve(file.getFileName()));
    }
    return data;
  }
}
