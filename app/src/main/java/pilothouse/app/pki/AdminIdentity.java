package pilothouse.app.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The administrator of one data folder as a TLS client: shows the admin certificate, trusts the folder's authority.
public final class AdminIdentity {
  private static final char[] PASSWORD = new char[0];

  private AdminIdentity() {}

  /// @param folder the one of [Pki]
  public static SSLContext of(Path folder) throws IOException, GeneralSecurityException {
    return of(
        Files.readString(folder.resolve("admin.crt")),
        Files.readString(folder.resolve("admin.key")),
        Files.readString(folder.resolve("ca.crt")));
  }

  /// From PEM texts.
  public static SSLContext of(String certificate, String key, String authority)
      throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, PASSWORD);
    var chain = new Certificate[] {Pem.certificatesOf(certificate).getFirst()};
    keys.setKeyEntry("admin", Pem.privateKeyOf(key), PASSWORD, chain);
    var shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(keys, PASSWORD);
    var authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, PASSWORD);
    authorities.setCertificateEntry("ca", Pem.certificatesOf(authority).getFirst());
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(authorities);
    var context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
