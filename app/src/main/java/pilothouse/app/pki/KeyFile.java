package pilothouse.app.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A PEM file with keys in any of the forms that operators have: PKCS #8, PKCS #1, SEC 1, public keys, certificates.
///
/// The JDK reads the first form only; a key of the two older ones becomes one by putting the name of its algorithm before it.
final class KeyFile {
  private static final byte[] RSA = Der.sequence(Der.oid("1.2.840.113549.1.1.1"), Der.nothing());
  private static final byte[] CURVE = Der.oid("1.2.840.10045.2.1");
  private static final Pattern ENTRY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private KeyFile() {}

  private record Entry(String title, byte[] content) {}

  /// A private key with its public half.
  ///
  /// @throws GeneralSecurityException where the file holds none
  static KeyPair pair(Path file) throws IOException, GeneralSecurityException {
    for (Entry entry : entries(file))
      if (entry.title().endsWith("PRIVATE KEY")) return pair(privateKey(entry));
    throw new GeneralSecurityException(file + " holds no private key");
  }

  /// Every public key of a file, those of its private keys and certificates included; at least one.
  static List<PublicKey> publicKeys(Path file) throws IOException, GeneralSecurityException {
    var keys = new ArrayList<PublicKey>();
    for (Entry entry : entries(file))
      switch (entry.title()) {
        case "PUBLIC KEY" -> keys.add(publicKey(entry.content()));
        case "RSA PUBLIC KEY" -> keys.add(publicKey(Der.sequence(RSA, Der.bits(entry.content()))));
        case "CERTIFICATE" -> keys.add(certified(entry.content()));
        case "EC PARAMETERS" -> {} // stand before a key of SEC 1, which repeats them
        default -> keys.add(pair(privateKey(entry)).getPublic());
      }
    if (keys.isEmpty()) throw new GeneralSecurityException(file + " holds no key");
    return keys;
  }

  private static List<Entry> entries(Path file) throws IOException {
    var found = ENTRY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    var entries = new ArrayList<Entry>();
    while (found.find())
      entries.add(new Entry(found.group(1), Base64.getMimeDecoder().decode(found.group(2))));
    return entries;
  }

  private static PrivateKey privateKey(Entry entry) throws GeneralSecurityException {
    return switch (entry.title()) {
      case "PRIVATE KEY" -> pkcs8(entry.content());
      case "RSA PRIVATE KEY" -> pkcs8(named(RSA, entry.content()));
      case "EC PRIVATE KEY" -> pkcs8(named(curve(entry.content()), entry.content()));
      default -> throw new GeneralSecurityException("no key is read from " + entry.title());
    };
  }

  private static byte[] named(byte[] algorithm, byte[] key) {
    return Der.sequence(Der.integer(BigInteger.ZERO), algorithm, Der.octets(key));
  }

  /// The curve of a key of SEC 1 (RFC 5915): `{version, octets, [0] curve, …}`.
  private static byte[] curve(byte[] key) throws GeneralSecurityException {
    try {
      var parts = Der.Reader.inside(key);
      parts.skip();
      parts.skip();
      return Der.sequence(CURVE, parts.content());
    } catch (IndexOutOfBoundsException cut) {
      throw new InvalidKeySpecException("the key is cut short or names no curve", cut);
    }
  }

  private static PrivateKey pkcs8(byte[] content) throws GeneralSecurityException {
    var spec = new PKCS8EncodedKeySpec(content);
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (InvalidKeySpecException _) {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    }
  }

  private static PublicKey publicKey(byte[] content) throws GeneralSecurityException {
    var spec = new X509EncodedKeySpec(content);
    try {
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (InvalidKeySpecException _) {
      return KeyFactory.getInstance("EC").generatePublic(spec);
    }
  }

  private static PublicKey certified(byte[] certificate) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(certificate))
        .getPublicKey();
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
    var point = CurvePoint.generator(key.getParams()).times(key.getS()).point();
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, key.getParams()));
  }
}
