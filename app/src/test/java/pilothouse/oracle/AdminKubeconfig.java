package pilothouse.oracle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Opens clients of the server that a kubeconfig names. They trust its authority and nothing else.
final class AdminKubeconfig {
  private static final char[] PASSWORD = "oracle".toCharArray();

  private AdminKubeconfig() {}

  static WireClient client(Path kubeconfig) throws IOException, GeneralSecurityException {
    String text = Files.readString(kubeconfig);
    var server = URI.create(find(text, "server"));
    var authority = certificate(find(text, "certificate-authority-data"));
    var keys =
        keyManagers(
            certificate(find(text, "client-certificate-data")), key(find(text, "client-key-data")));
    return new WireClient(
        server.getHost(),
        server.getPort(),
        context(keys, authority),
        context(new KeyManager[0], authority));
  }

  private static String find(String text, String name) {
    var found = Pattern.compile(name + ":\\s*\"?([^\"\\s]+)").matcher(text);
    if (!found.find()) throw new IllegalArgumentException("the kubeconfig has no " + name);
    return found.group(1);
  }

  private static Certificate certificate(String data) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
  }

  private static PrivateKey key(String data) throws GeneralSecurityException {
    String pem = new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
    byte[] content = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(content));
  }

  private static KeyManager[] keyManagers(Certificate certificate, PrivateKey key)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry("admin", key, PASSWORD, new Certificate[] {certificate});
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    return factory.getKeyManagers();
  }

  private static SSLContext context(KeyManager[] keys, Certificate authority)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setCertificateEntry("authority", authority);
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    TrustManager[] trusted = factory.getTrustManagers();
    var context = SSLContext.getInstance("TLS");
    context.init(keys, trusted, null);
    return context;
  }
}
