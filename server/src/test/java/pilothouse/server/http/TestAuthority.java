package pilothouse.server.http;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for tests.
public final class TestAuthority {
  public record Identity(KeyPair keys, X509Certificate certificate) {}

  private final KeyPair keys = keys();
  private final X509Certificate certificate;

  public TestAuthority(String name) {
    this.certificate =
        sign("CN=" + name, keys, List.of(), Instant.now().plus(Duration.ofDays(1)), true);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public Identity server() {
    return issue("CN=server", List.of(KeyPurposeId.id_kp_serverAuth), Duration.ofDays(1));
  }

  public Identity client(String subject) {
    return issue(subject, List.of(KeyPurposeId.id_kp_clientAuth), Duration.ofDays(1));
  }

  public Identity issue(String subject, List<KeyPurposeId> usages, Duration validity) {
    KeyPair own = keys();
    return new Identity(own, sign(subject, own, usages, Instant.now().plus(validity), false));
  }

  private X509Certificate sign(
      String subject, KeyPair own, List<KeyPurposeId> usages, Instant until, boolean ca) {
    try {
      var issuer =
          ca
              ? new X500Name(subject)
              : new X500Name(certificate.getSubjectX500Principal().getName());
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(Instant.now().minus(Duration.ofDays(2))),
              Date.from(until),
              new X500Name(subject),
              own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      if (!usages.isEmpty()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(usages.toArray(KeyPurposeId[]::new)));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  /// A client's TLS that trusts everybody and shows the identities given, at most one.
  public static SSLContext clientTls(Identity... shown) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Identity identity : shown) {
        store.setKeyEntry(
            "client",
            identity.keys.getPrivate(),
            new char[0],
            new X509Certificate[] {identity.certificate});
      }
      var keyManagers = KeyManagerFactory.getInstance("PKIX");
      keyManagers.init(store, new char[0]);
      var context = SSLContext.getInstance("TLS");
      context.init(keyManagers.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] c, String a, java.net.Socket s) {}

    @Override
    public void checkServerTrusted(X509Certificate[] c, String a, java.net.Socket s) {}

    @Override
    public void checkClientTrusted(X509Certificate[] c, String a, SSLEngine e) {}

    @Override
    public void checkServerTrusted(X509Certificate[] c, String a, SSLEngine e) {}

    @Override
    public void checkClientTrusted(X509Certificate[] c, String a) {}

    @Override
    public void checkServerTrusted(X509Certificate[] c, String a) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
