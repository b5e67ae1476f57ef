package pilothouse.app.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyFileTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("key.pem"), text);
  }

  private static KeyPair rsa() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static KeyPair curve(String name) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }

  /// RFC 8017, A.1.2.
  private static byte[] pkcs1(RSAPrivateCrtKey key) {
    return Der.sequence(
        Der.integer(BigInteger.ZERO),
        Der.integer(key.getModulus()),
        Der.integer(key.getPublicExponent()),
        Der.integer(key.getPrivateExponent()),
        Der.integer(key.getPrimeP()),
        Der.integer(key.getPrimeQ()),
        Der.integer(key.getPrimeExponentP()),
        Der.integer(key.getPrimeExponentQ()),
        Der.integer(key.getCrtCoefficient()));
  }

  @Test
  void anRsaKeyIsReadInBothFormsWithItsPublicHalf() throws Exception {
    var pair = rsa();
    for (String text :
        new String[] {
          Pem.of(pair.getPrivate()),
          Pem.block("RSA PRIVATE KEY", pkcs1((RSAPrivateCrtKey) pair.getPrivate()))
        }) {
      assertThat(KeyFile.pair(file(text)).getPrivate()).isEqualTo(pair.getPrivate());
      assertThat(KeyFile.publicKeys(file(text))).containsExactly(pair.getPublic());
    }
  }

  @ParameterizedTest
  @CsvSource({"secp256r1,1.2.840.10045.3.1.7", "secp384r1,1.3.132.0.34", "secp521r1,1.3.132.0.35"})
  void aKeyOfACurveIsReadInBothFormsWithItsPublicHalf(String name, String oid) throws Exception {
    var pair = curve(name);
    var key = (ECPrivateKey) pair.getPrivate();
    byte[] octets = new byte[(key.getParams().getOrder().bitLength() + 7) / 8];
    byte[] number = key.getS().toByteArray();
    for (int i = 1; i <= Math.min(number.length, octets.length); i++)
      octets[octets.length - i] = number[number.length - i];
    byte[] sec1 =
        Der.sequence(
            Der.integer(BigInteger.ONE), Der.octets(octets), Der.explicit(0, Der.oid(oid)));
    String text = Pem.block("EC PARAMETERS", Der.oid(oid)) + Pem.block("EC PRIVATE KEY", sec1);

    assertThat(KeyFile.publicKeys(file(Pem.of(key)))).containsExactly(pair.getPublic());
    assertThat(KeyFile.publicKeys(file(text))).containsExactly(pair.getPublic());
    assertThat(((ECPrivateKey) KeyFile.pair(file(text)).getPrivate()).getS()).isEqualTo(key.getS());
  }

  @Test
  void publicKeysAndCertificatesOfOneFileAreAllFound() throws Exception {
    var pair = rsa();
    var authority = Issuer.authority("somebody");
    var text =
        Pem.block("PUBLIC KEY", pair.getPublic().getEncoded()) + Pem.of(authority.certificate());

    assertThat(KeyFile.publicKeys(file(text)))
        .containsExactly(pair.getPublic(), authority.certificate().getPublicKey());
  }

  @Test
  void aFileWithoutAKeyAndAKeyCutShortAreRefused() throws IOException {
    Path none = file("nothing");
    assertThatThrownBy(() -> KeyFile.pair(none)).hasMessageEndingWith("holds no private key");
    Path cut = file(Pem.block("EC PRIVATE KEY", new byte[] {0x30, 0x03, 0x02}));
    assertThatThrownBy(() -> KeyFile.pair(cut)).isInstanceOf(GeneralSecurityException.class);
  }
}
