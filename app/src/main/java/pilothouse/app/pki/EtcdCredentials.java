package pilothouse.app.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import pilothouse.storage.etcd.EtcdTls;

/// The files of `--etcd-cafile`, `--etcd-certfile` and `--etcd-keyfile`; keys in any of the forms that operators have.
public final class EtcdCredentials {
  private EtcdCredentials() {}

  /// @throws IllegalStateException if a file cannot be used
  public static EtcdTls of(
      Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {
    var authorities = Pki.certificates(authority);
    if (certificate.isEmpty() || key.isEmpty()) return new EtcdTls(authorities, Optional.empty());
    try {
      var identity =
          new EtcdTls.Identity(
              KeyFile.pair(key.get()).getPrivate(), Pem.certificates(certificate.get()));
      return new EtcdTls(authorities, Optional.of(identity));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot use " + key.get() + ": " + e.getMessage(), e);
    }
  }
}
