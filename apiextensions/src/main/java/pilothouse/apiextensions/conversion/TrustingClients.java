package pilothouse.apiextensions.conversion;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// HTTP clients by the certificates that they trust. Each has a thread, so definitions share them, and those that were not used lately are let go.
final class TrustingClients {
  private static final int MOST = 16;

  /// @param serverName that certificates must have; empty for that of the URL
  private record Trusted(String bundle, String serverName) {}

  private final Map<Trusted, HttpClient> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Trusted, HttpClient> eldest) {
          return size() > MOST; // not closed, as it may be in use: it ends once nobody refers to it
        }
      };

  /// @param bundle PEM in base64; empty for the certificates that the system trusts
  /// @throws WebhookFailure where no certificate can be read from it
  synchronized HttpClient of(String bundle, String serverName) throws WebhookFailure {
    var wanted = new Trusted(bundle, serverName);
    HttpClient client = known.get(wanted);
    if (client != null) return client;
    HttpClient fresh = client(wanted);
    known.put(wanted, fresh);
    return fresh;
  }

  private static HttpClient client(Trusted wanted) throws WebhookFailure {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(wanted.bundle(), wanted.serverName()));
    if (wanted.serverName().isEmpty()) return builder.build();
    var parameters = new SSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(wanted.serverName())));
    return builder.sslParameters(parameters).build();
  }

  private static SSLContext trusting(String bundle, String serverName) throws WebhookFailure {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(bundle.isEmpty() ? null : store(bundle));
      var managers = trust.getTrustManagers();
      for (int i = 0; i < managers.length; i++)
        if (managers[i] instanceof X509ExtendedTrustManager chains)
          managers[i] = new WebhookTrust(chains, serverName);
      return context(managers);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new WebhookFailure("unable to load root certificates: " + e.getMessage());
    }
  }

  private static SSLContext context(TrustManager[] managers) throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context;
  }

  private static @Nullable KeyStore store(String bundle)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    byte[] pem = Base64.getDecoder().decode(bundle);
    int i = 0;
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)))
      store.setCertificateEntry("ca" + i++, certificate);
    return store;
  }
}
