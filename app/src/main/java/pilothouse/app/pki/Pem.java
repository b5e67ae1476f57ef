package pilothouse.app.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// PEM texts of certificates and keys, by the JDK's own means.
final class Pem {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  private Pem() {}

  static String of(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String of(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  static String block(String title, byte[] content) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + title + "-----\n" + lines + "\n-----END " + title + "-----\n";
  }

  /// The first certificate of a file.
  static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    return certificates(file).getFirst();
  }

  /// Every certificate of a file, at least one.
  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    var found = certificatesOf(Files.readString(file, StandardCharsets.US_ASCII));
    if (found.isEmpty()) throw new GeneralSecurityException(file + " holds no certificate");
    return found;
  }

  static List<X509Certificate> certificatesOf(String pem) throws GeneralSecurityException {
    var found = new ArrayList<X509Certificate>();
    var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in))
      if (each instanceof X509Certificate certificate) found.add(certificate);
    return found;
  }

  /// A key of RSA or an elliptic curve in PKCS #8 (`BEGIN PRIVATE KEY`).
  static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    var pem = Files.readString(file, StandardCharsets.US_ASCII);
    if (!PKCS8.matcher(pem).find())
      throw new GeneralSecurityException(
          file + " holds no PKCS #8 private key (BEGIN PRIVATE KEY)");
    return privateKeyOf(pem);
  }

  static PrivateKey privateKeyOf(String pem) throws GeneralSecurityException {
    var found = PKCS8.matcher(pem);
    if (!found.find())
      throw new GeneralSecurityException("no PKCS #8 private key (BEGIN PRIVATE KEY)");
    byte[] content = Base64.getMimeDecoder().decode(found.group(1));
    var spec = new PKCS8EncodedKeySpec(content);
    try {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (InvalidKeySpecException _) {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }
  }
}
