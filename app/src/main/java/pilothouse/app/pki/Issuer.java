package pilothouse.app.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes keys and certificates. The only code that needs BouncyCastle, so a start that finds its files never loads it.
final class Issuer {
  private static final Duration LIFE_OF_AUTHORITY = Duration.ofDays(3650);
  private static final Duration LIFE_OF_LEAF = Duration.ofDays(365);

  /// Clocks differ between machines, and images are built in the past.
  private static final Duration BACKDATED = Duration.ofHours(1);

  private final X500Name name;
  private final PrivateKey key;
  private final X509Certificate certificate;

  Issuer(X509Certificate certificate, PrivateKey key) {
    this.name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    this.key = key;
    this.certificate = certificate;
  }

  /// A certificate and the key it certifies.
  record Issued(X509Certificate certificate, PrivateKey key) {}

  /// A new authority of its own.
  static Issued authority(String commonName) {
    var pair = newKey();
    var name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    try {
      var builder = builder(name, name, pair.getPublic(), LIFE_OF_AUTHORITY);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      int usage = KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign;
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Issued(sign(builder, pair.getPrivate()), pair.getPrivate());
    } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the certificate authority " + commonName, e);
    }
  }

  Issued server(String commonName, ServerNames names) {
    var alternatives =
        names.all().stream()
            .map(n ->
                new GeneralName(
                    n.isAddress() ? GeneralName.iPAddress : GeneralName.dNSName, n.text()))
            .toArray(GeneralName[]::new);
    var subject = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    return leaf(newKey(), subject, KeyPurposeId.id_kp_serverAuth, List.of(alternatives));
  }

  /// @param organization the group, or empty
  Issued client(String commonName, String organization) {
    var subject = new X500NameBuilder();
    if (!organization.isEmpty()) subject.addRDN(BCStyle.O, organization);
    return leaf(
        newRsaKey(),
        subject.addRDN(BCStyle.CN, commonName).build(),
        KeyPurposeId.id_kp_clientAuth,
        List.of());
  }

  private Issued leaf(
      KeyPair pair, X500Name subject, KeyPurposeId purpose, List<GeneralName> alternatives) {
    try {
      var builder = builder(name, subject, pair.getPublic(), LIFE_OF_LEAF);
      int usage = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
      if (!alternatives.isEmpty())
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(alternatives.toArray(GeneralName[]::new)));
      return new Issued(sign(builder, key), pair.getPrivate());
    } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the certificate of " + subject, e);
    }
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration life) {
    var from = Instant.now().minus(BACKDATED);
    var serial = new BigInteger(127, new SecureRandom()).add(BigInteger.ONE);
    return new JcaX509v3CertificateBuilder(
        issuer, serial, Date.from(from), Date.from(from.plus(life)), subject, key);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
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
