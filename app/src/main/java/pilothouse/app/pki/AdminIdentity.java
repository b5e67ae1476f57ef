package pilothouse.app.pki;

import java.io.IOException;
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
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, PASSWORD);
    var chain = new Certificate[] {Pem.certificate(folder.resolve("admin.crt"))};
    keys.setKeyEntry("admin", Pem.privateKey(folder.resolve("admin.key")), PASSWORD, chain);
    var shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(keys, PASSWORD);
    var authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, PASSWORD);
    authorities.setCertificateEntry("ca", Pem.certificate(folder.resolve("ca.crt")));
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(authorities);
    var context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
