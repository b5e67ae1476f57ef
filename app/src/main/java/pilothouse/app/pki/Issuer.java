package pilothouse.app.pki;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/// Makes keys and certificates (X.509 version 3, RFC 5280).
final class Issuer {
  private static final Duration LIFE_OF_AUTHORITY = Duration.ofDays(3650);
  private static final Duration LIFE_OF_LEAF = Duration.ofDays(365);

  /// Clocks differ between machines, and images are built in the past.
  private static final Duration BACKDATED = Duration.ofHours(1);

  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final int KEY_ENCIPHERMENT = 0x20;
  private static final int SIGN_CERTIFICATES = 0x04;

  private static final String SUBJECT_KEY = "2.5.29.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String AUTHORITY_KEY = "2.5.29.35";
  private static final String PURPOSES = "2.5.29.37";
  private static final String SERVER_PURPOSE = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_PURPOSE = "1.3.6.1.5.5.7.3.2";

  /// Of a key identifier, in bytes.
  private static final int IDENTIFIER = 20;

  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;

  private final X500Principal name;
  private final PrivateKey key;
  private final byte[] keyIdentifier;

  Issuer(X509Certificate certificate, PrivateKey key) {
    this(certificate.getSubjectX500Principal(), key, identifier(certificate));
  }

  private Issuer(X500Principal name, PrivateKey key, byte[] keyIdentifier) {
    this.name = name;
    this.key = key;
    this.keyIdentifier = keyIdentifier;
  }

  /// A certificate and the key it certifies.
  record Issued(X509Certificate certificate, PrivateKey key) {}

  /// A new authority of its own.
  static Issued authority(String commonName) {
    var pair = newKey();
    var name = new X500Principal("CN=" + commonName);
    byte[] identifier = identifier(pair.getPublic());
    var itself = new Issuer(name, pair.getPrivate(), identifier);
    return itself.issue(
        pair,
        name,
        LIFE_OF_AUTHORITY,
        List.of(
            extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes())),
            extension(
                KEY_USAGE,
                true,
                Der.flags(DIGITAL_SIGNATURE | KEY_ENCIPHERMENT | SIGN_CERTIFICATES)),
            extension(SUBJECT_KEY, false, Der.octets(identifier))));
  }

  Issued server(String commonName, ServerNames names) {
    byte[][] all = names.all().stream().map(Issuer::alternative).toArray(byte[][]::new);
    var subject = new X500Principal("CN=" + commonName);
    var alternatives = extension(ALTERNATIVE_NAMES, false, Der.sequence(all));
    return leaf(newKey(), subject, SERVER_PURPOSE, List.of(alternatives));
  }

  private static byte[] alternative(ServerNames.Name name) {
    return name.isAddress()
        ? Der.implicit(ADDRESS, InetAddress.ofLiteral(name.text()).getAddress())
        : Der.implicit(DNS_NAME, name.text().getBytes(StandardCharsets.US_ASCII));
  }

  /// @param organization the group, or empty
  Issued client(String commonName, String organization) {
    String group = organization.isEmpty() ? "" : ",O=" + organization;
    var subject = new X500Principal("CN=" + commonName + group);
    return leaf(newRsaKey(), subject, CLIENT_PURPOSE, List.of());
  }

  /// The server itself as a client of other servers; nobody else reads its key.
  Issued proxy(String commonName) {
    return leaf(newKey(), new X500Principal("CN=" + commonName), CLIENT_PURPOSE, List.of());
  }

  private Issued leaf(KeyPair pair, X500Principal subject, String purpose, List<byte[]> more) {
    var extensions = new ArrayList<byte[]>();
    extensions.add(extension(KEY_USAGE, true, Der.flags(DIGITAL_SIGNATURE | KEY_ENCIPHERMENT)));
    extensions.add(extension(PURPOSES, false, Der.sequence(Der.oid(purpose))));
    extensions.add(extension(BASIC_CONSTRAINTS, true, Der.sequence()));
    if (keyIdentifier.length > 0)
      extensions.add(extension(AUTHORITY_KEY, false, Der.sequence(Der.implicit(0, keyIdentifier))));
    extensions.addAll(more);
    return issue(pair, subject, LIFE_OF_LEAF, extensions);
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private Issued issue(
      KeyPair pair, X500Principal subject, Duration life, List<byte[]> extensions) {
    boolean rsa = key.getAlgorithm().equals("RSA");
    byte[] algorithm =
        rsa
            ? Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.nothing())
            : Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    var from = Instant.now().minus(BACKDATED);
    byte[] content =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(127, new SecureRandom()).add(BigInteger.ONE)),
            algorithm,
            name.getEncoded(),
            Der.sequence(Der.time(from), Der.time(from.plus(life))),
            subject.getEncoded(),
            pair.getPublic().getEncoded(),
            Der.explicit(3, Der.sequence(extensions.toArray(byte[][]::new))));
    try {
      var signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(key);
      signature.update(content);
      byte[] whole = Der.sequence(content, algorithm, Der.bits(signature.sign()));
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
      return new Issued((X509Certificate) read, pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make the certificate of " + subject, e);
    }
  }

  /// By which certificates name the key that signed them: any short digest of it will do.
  private static byte[] identifier(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return Arrays.copyOf(digest, IDENTIFIER);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /// As an authority's own certificate tells it, inside two octet strings; nothing where it is silent.
  private static byte[] identifier(X509Certificate authority) {
    byte[] value = authority.getExtensionValue(SUBJECT_KEY);
    if (value == null || value.length < 4) return new byte[0];
    return Arrays.copyOfRange(value, 4, value.length);
  }

  /// RSA for what clients read: the fabric8 client takes a PKCS #8 key of a kubeconfig for RSA.
  private static KeyPair newRsaKey() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no RSA keys", e);
    }
  }

  /// P-256: a handshake with it costs a fraction of one with RSA.
  private static KeyPair newKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no P-256 keys", e);
    }
  }
}
