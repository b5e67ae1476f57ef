package pilothouse.app.flags;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where and with which certificate this server listens.
///
/// Source of names and defaults: apiserver `pkg/server/options/serving.go`.
///
/// @param certificate empty: made, or found, under `certificateFolder`
/// @param certificateFolder `--cert-dir`; empty: `pki` in the data folder
/// @param clientAuthorities further authorities of client certificates, as a PEM file
public record ServingFlags(
    String bindAddress,
    int port,
    Optional<KeyPair> certificate,
    Optional<Path> certificateFolder,
    Optional<Path> clientAuthorities) {

  /// A certificate with its chain, and its key, as PEM files.
  public record KeyPair(Path certificate, Path key) {}

  static ServingFlags from(Flags flags, List<String> errors) {
    int port = flags.number("secure-port");
    if (port < 1 || port > 65535)
      errors.add(
          "--secure-port "
              + port
              + " must be between 1 and 65535, inclusive. It cannot be turned off with 0");
    var certificate = file(flags, "tls-cert-file", errors);
    var key = file(flags, "tls-private-key-file", errors);
    if (certificate.isPresent() != key.isPresent())
      errors.add("--tls-cert-file and --tls-private-key-file must be given together");
    return new ServingFlags(
        flags.text("bind-address"),
        port,
        certificate.flatMap(c -> key.map(k -> new KeyPair(c, k))),
        path(flags, "cert-dir"),
        file(flags, "client-ca-file", errors));
  }

  static Optional<Path> path(Flags flags, String name) {
    return flags.text(name).isEmpty() ? Optional.empty() : Optional.of(Path.of(flags.text(name)));
  }

  static Optional<Path> file(Flags flags, String name, List<String> errors) {
    var path = path(flags, name);
    if (path.isPresent() && !java.nio.file.Files.isReadable(path.get()))
      errors.add("--" + name + ": cannot read " + path.get());
    return path;
  }
}
