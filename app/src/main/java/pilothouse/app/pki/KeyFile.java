package pilothouse.app.pki;

import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// A PEM file with keys in any of the forms that operators have: PKCS #8, PKCS #1, SEC 1, public keys, certificates.
final class KeyFile {
  private KeyFile() {}

  /// A private key with its public half.
  ///
  /// @throws GeneralSecurityException where the file holds none
  static KeyPair pair(Path file) throws IOException, GeneralSecurityException {
    var converter = new JcaPEMKeyConverter();
    for (Object entry : entries(file)) {
      if (entry instanceof PEMKeyPair pair) return converter.getKeyPair(pair);
      if (entry instanceof PrivateKeyInfo key) return pair(converter.getPrivateKey(key));
    }
    throw new GeneralSecurityException(file + " holds no private key");
  }

  /// Every public key of a file, those of its private keys and certificates included; at least one.
  static List<PublicKey> publicKeys(Path file) throws IOException, GeneralSecurityException {
    var converter = new JcaPEMKeyConverter();
    var keys = new ArrayList<PublicKey>();
    for (Object entry : entries(file))
      switch (entry) {
        case PEMKeyPair pair -> keys.add(converter.getKeyPair(pair).getPublic());
        case PrivateKeyInfo key -> keys.add(pair(converter.getPrivateKey(key)).getPublic());
        case SubjectPublicKeyInfo key -> keys.add(converter.getPublicKey(key));
        case X509CertificateHolder certificate ->
            keys.add(converter.getPublicKey(certificate.getSubjectPublicKeyInfo()));
        default -> {} // curve parameters stand before a key of SEC 1
      }
    if (keys.isEmpty()) throw new GeneralSecurityException(file + " holds no key");
    return keys;
  }

  private static List<Object> entries(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
        var parser = new PEMParser(text)) {
      var entries = new ArrayList<Object>();
      for (Object next = parser.readObject(); next != null; next = parser.readObject())
        entries.add(next);
      return entries;
    }
  }

  /// A private key with its other half, which it determines.
  static KeyPair pair(PrivateKey key) throws GeneralSecurityException {
    return switch (key) {
      case RSAPrivateCrtKey rsa -> new KeyPair(open(rsa), rsa);
      case ECPrivateKey curve -> new KeyPair(open(curve), curve);
      default -> throw new GeneralSecurityException("a key of " + key.getAlgorithm());
    };
  }

  private static PublicKey open(RSAPrivateCrtKey key) throws GeneralSecurityException {
    var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
    return KeyFactory.getInstance("RSA").generatePublic(spec);
  }

  private static PublicKey open(ECPrivateKey key) throws GeneralSecurityException {
    var curve = EC5Util.convertSpec(key.getParams());
    var point = curve.getG().multiply(key.getS()).normalize();
    BigInteger x = point.getAffineXCoord().toBigInteger();
    BigInteger y = point.getAffineYCoord().toBigInteger();
    var spec = new ECPublicKeySpec(new ECPoint(x, y), key.getParams());
    return KeyFactory.getInstance("EC").generatePublic(spec);
  }
}
