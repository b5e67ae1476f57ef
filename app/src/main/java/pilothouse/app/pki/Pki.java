package pilothouse.app.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pilothouse.app.flags.ServingFlags;

/// The certificates and keys under one folder, as PEM files. What is missing, about to expire or for other names is made; the
/// rest is left as it is, so an operator may put files of their own there.
///
///     ca.crt ca.key                    the authority of the two below, and of further client certificates
///     apiserver.crt apiserver.key      the serving certificate
///     admin.crt admin.key              the administrator: O=system:masters
///     front-proxy-ca.crt .key          the authority of front proxies
///     front-proxy-client.crt .key      this server's own identity towards aggregated servers
///     sa.key sa.pub                    the key that signs service account tokens
public final class Pki {
  /// A certificate is made anew when it has less than this to live, so a server that restarts monthly never serves a dead one.
  private static final Duration RENEWED = Duration.ofDays(30);

  private final Path folder;
  private final Path serving;

  private Pki(Path folder, Path serving) {
    this.folder = folder;
    this.serving = serving;
  }

  /// What a server shows of itself.
  public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public Identity {
      chain = List.copyOf(chain);
    }
  }

  /// Opens the folder and makes all that is missing.
  ///
  /// @param serving where `apiserver.crt` stands, `folder` itself unless `--cert-dir` says otherwise
  public static Pki open(Path folder, Path serving, ServerNames names) {
    SecretFile.makeFolder(folder);
    SecretFile.makeFolder(serving);
    var pki = new Pki(folder, serving);
    pki.ensureAuthority("ca", "kubernetes");
    pki.ensure(
        serving.resolve("apiserver"),
        names,
        () -> pki.issuer("ca").server("kube-apiserver", names));
    pki.ensureClient("ca", "admin", "admin", "system:masters");
    pki.ensureAuthority("front-proxy-ca", "front-proxy-ca");
    pki.ensure(
        folder.resolve("front-proxy-client"),
        new ServerNames(List.of()),
        () -> pki.issuer("front-proxy-ca").proxy("front-proxy-client"));
    pki.ensureServiceAccountKey();
    return pki;
  }

  /// The serving certificate: the one given, else the one of this folder.
  public Identity serving(Optional<ServingFlags.KeyPair> given) {
    Path certificate =
        given.map(ServingFlags.KeyPair::certificate).orElse(serving.resolve("apiserver.crt"));
    Path key = given.map(ServingFlags.KeyPair::key).orElse(serving.resolve("apiserver.key"));
    try {
      return new Identity(Pem.privateKey(key), Pem.certificates(certificate));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "cannot use the serving certificate " + certificate + ": " + e.getMessage(), e);
    }
  }

  /// Our own authority, and those of a PEM file besides.
  public List<X509Certificate> clientAuthorities(Optional<Path> more) {
    var all = new ArrayList<X509Certificate>();
    try {
      all.addAll(Pem.certificates(certificate("ca")));
      if (more.isPresent()) all.addAll(Pem.certificates(more.get()));
      return List.copyOf(all);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot use the client authorities: " + e.getMessage(), e);
    }
  }

  /// The certificates of a PEM file; none without one.
  public static List<X509Certificate> certificates(Optional<Path> file) {
    if (file.isEmpty()) return List.of();
    try {
      return Pem.certificates(file.get());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "cannot use the certificates " + file.get() + ": " + e.getMessage(), e);
    }
  }

  /// A certificate as PEM.
  public String text(String name) {
    return text(certificate(name));
  }

  /// A file as text.
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The key that signs service account tokens: the one given, else the one of this folder.
  public KeyPair serviceAccountKey(Optional<Path> given) {
    Path file = given.orElse(key("sa"));
    try {
      return given.isPresent() ? KeyFile.pair(file) : KeyFile.pair(Pem.privateKey(file));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "cannot use the service account key " + file + ": " + e.getMessage(), e);
    }
  }

  /// The public keys of PEM files.
  public static List<PublicKey> publicKeys(List<Path> files) {
    var keys = new ArrayList<PublicKey>();
    for (Path file : files)
      try {
        keys.addAll(KeyFile.publicKeys(file));
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(
            "cannot use the service account keys " + file + ": " + e.getMessage(), e);
      }
    return List.copyOf(keys);
  }

  public Path certificate(String name) {
    return folder.resolve(name + ".crt");
  }

  public Path key(String name) {
    return folder.resolve(name + ".key");
  }

  private void ensureAuthority(String name, String commonName) {
    if (Files.exists(certificate(name))) return;
    write(folder.resolve(name), Issuer.authority(commonName));
  }

  private void ensureClient(String authority, String name, String user, String group) {
    ensure(
        folder.resolve(name),
        new ServerNames(List.of()),
        () -> issuer(authority).client(user, group));
  }

  private void ensure(Path stem, ServerNames names, Supplier<Issuer.Issued> make) {
    Path certificate = sibling(stem, ".crt");
    Path key = sibling(stem, ".key");
    if (Files.exists(certificate) && Files.exists(key) && isFresh(certificate, names)) return;
    write(stem, make.get());
  }

  private static boolean isFresh(Path file, ServerNames names) {
    try {
      var certificate = Pem.certificate(file);
      var until = certificate.getNotAfter().toInstant();
      return until.isAfter(Instant.now().plus(RENEWED)) && names.allIn(certificate);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "cannot read the certificate " + file + ": " + e.getMessage(), e);
    }
  }

  private Issuer issuer(String name) {
    try {
      X509Certificate certificate = Pem.certificate(certificate(name));
      return new Issuer(certificate, Pem.privateKey(key(name)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "cannot read the authority " + certificate(name) + ": " + e.getMessage(), e);
    }
  }

  /// 2048 bits of RSA: what every verifier of tokens understands.
  private void ensureServiceAccountKey() {
    if (Files.exists(key("sa"))) return;
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      SecretFile.writePublic(
          folder.resolve("sa.pub"), Pem.block("PUBLIC KEY", pair.getPublic().getEncoded()));
      SecretFile.write(key("sa"), Pem.of(pair.getPrivate()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no RSA keys", e);
    }
  }

  /// The key first: a certificate without its key would look complete.
  private static void write(Path stem, Issuer.Issued issued) {
    SecretFile.write(sibling(stem, ".key"), Pem.of(issued.key()));
    SecretFile.writePublic(sibling(stem, ".crt"), Pem.of(issued.certificate()));
  }

  private static Path sibling(Path stem, String suffix) {
    return stem.resolveSibling(stem.getFileName() + suffix);
  }
}
