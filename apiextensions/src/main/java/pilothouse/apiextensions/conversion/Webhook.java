package pilothouse.apiextensions.conversion;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Posts to a conversion webhook. Its answers are bounded in time and size.
final class Webhook {
  /// Source: apiserver `pkg/util/webhook/client.go`; a conversion has upstream's default of a webhook call.
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int MOST_BYTES = 64 << 20;

  private final String bundle;
  private volatile @Nullable HttpClient client;

  /// @param bundle the certificates by which it is known, PEM in base64; empty for those that the system trusts
  Webhook(String bundle) {
    this.bundle = bundle;
  }

  /// Made when first used; made twice where two threads are first.
  private HttpClient client() {
    HttpClient known = client;
    if (known != null) return known;
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    if (!bundle.isEmpty()) builder.sslContext(trusting(bundle));
    HttpClient fresh = builder.build();
    client = fresh;
    return fresh;
  }

  private static SSLContext trusting(String bundle) {
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
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the caBundle cannot be used: " + e.getMessage(), e);
    }
  }

  byte[] post(URI address, byte[] review) throws WebhookFailure {
    String post = "Post \"" + address + "\": ";
    try {
      var request =
          HttpRequest.newBuilder(address)
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .header("Accept", "application/json, */*")
              .POST(HttpRequest.BodyPublishers.ofByteArray(review))
              .build();
      HttpResponse<InputStream> response =
          client().send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES)
          throw new WebhookFailure(post + "the answer is larger than " + MOST_BYTES + " bytes");
        if (response.statusCode() / 100 != 2)
          throw new WebhookFailure(
              "the server returned status " + response.statusCode() + " for " + post.strip());
        return bytes;
      }
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new WebhookFailure(post + why.toLowerCase(Locale.ROOT));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new WebhookFailure(post + "interrupted");
    }
  }
}
