package pilothouse.apiextensions.conversion;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// HTTP clients by the certificates that they trust. Each has a thread, so definitions share them, and those that were not used lately are let go.
final class TrustingClients {
  private static final int MOST = 16;

  private final Map<String, HttpClient> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, HttpClient> eldest) {
          return size() > MOST; // not closed, as it may be in use: it ends once nobody refers to it
        }
      };

  /// @param bundle PEM in base64; empty for the certificates that the system trusts
  /// @throws WebhookFailure where no certificate can be read from it
  synchronized HttpClient of(String bundle) throws WebhookFailure {
    HttpClient client = known.get(bundle);
    if (client != null) return client;
    HttpClient fresh = client(bundle);
    known.put(bundle, fresh);
    return fresh;
  }

  private static HttpClient client(String bundle) throws WebhookFailure {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    if (!bundle.isEmpty()) builder.sslContext(trusting(bundle));
    return builder.build();
  }

  private static SSLContext trusting(String bundle) throws WebhookFailure {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      byte[] pem = Base64.getDecoder().decode(bundle);
      int i = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem)))
        store.setCertificateEntry("ca" + i++, certificate);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new WebhookFailure("unable to load root certificates: " + e.getMessage());
    }
  }
}
