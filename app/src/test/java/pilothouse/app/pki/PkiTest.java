package pilothouse.app.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PkiTest {
  @TempDir Path folder;

  private static ServerNames names(String... addresses) {
    var parsed = List.of(addresses).stream().map(InetAddress::ofLiteral).toList();
    return ServerNames.of(List.of(), parsed);
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void aFirstStartMakesEverything() throws Exception {
    Pki.open(folder, folder, names("127.0.0.1", "::1"));
    var authority = Pem.certificate(folder.resolve("ca.crt"));
    var serving = Pem.certificate(folder.resolve("apiserver.crt"));
    serving.verify(authority.getPublicKey());
    assertThat(serving.getSubjectAlternativeNames())
        .extracting(n -> (Object) n.get(1))
        .contains("kubernetes.default.svc", "localhost", "127.0.0.1");
    var admin = Pem.certificate(folder.resolve("admin.crt"));
    admin.verify(authority.getPublicKey());
    assertThat(admin.getSubjectX500Principal().getName()).isEqualTo("CN=admin,O=system:masters");
    assertThat(Pem.privateKey(folder.resolve("sa.key")).getAlgorithm()).isEqualTo("RSA");
  }

  @Test
  void whatItIssuesStandsThePathValidationOfOthers() throws Exception {
    Pki.open(folder, folder, names("127.0.0.1", "::1"));
    var anchor = new TrustAnchor(Pem.certificate(folder.resolve("ca.crt")), null);
    for (String leaf : List.of("apiserver.crt", "admin.crt")) {
      var path =
          CertificateFactory.getInstance("X.509")
              .generateCertPath(List.of(Pem.certificate(folder.resolve(leaf))));
      var parameters = new PKIXParameters(Set.of(anchor));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
    var serving = Pem.certificate(folder.resolve("apiserver.crt"));
    assertThat(serving.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(serving.getKeyUsage()).startsWith(true, false, true, false, false, false);
    assertThat(serving.getBasicConstraints()).isEqualTo(-1);
    assertThat(anchor.getTrustedCert().getKeyUsage()[5]).isTrue();
  }

  @Test
  void anAuthorityWithAnRsaKeySignsAsWell() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var pair = generator.generateKeyPair();
    Pki.open(folder, folder, names());
    var issuer = new Issuer(Pem.certificate(folder.resolve("ca.crt")), pair.getPrivate());
    issuer.client("somebody", "").certificate().verify(pair.getPublic());
  }

  @Test
  void onlyTheirOwnerReadsKeys() throws IOException {
    Pki.open(folder, folder, names());
    for (String key :
        List.of("ca.key", "apiserver.key", "admin.key", "sa.key", "front-proxy-ca.key"))
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(key))))
          .isEqualTo("rw-------");
  }

  @Test
  void aLaterStartKeepsWhatThereIs() throws IOException {
    Pki.open(folder, folder, names("127.0.0.1"));
    byte[] before = bytes("apiserver.crt");
    Pki.open(folder, folder, names("127.0.0.1"));
    assertThat(bytes("apiserver.crt")).isEqualTo(before);
  }

  @Test
  void anotherAddressRenewsTheServingCertificateAndNothingElse() throws IOException {
    Pki.open(folder, folder, names("127.0.0.1"));
    byte[] serving = bytes("apiserver.crt");
    byte[] admin = bytes("admin.crt");
    Pki.open(folder, folder, names("127.0.0.1", "192.0.2.10"));
    assertThat(bytes("apiserver.crt")).isNotEqualTo(serving);
    assertThat(bytes("admin.crt")).isEqualTo(admin);
  }

  @Test
  void theKubeconfigHoldsTheCertificatesAndIsPrivate() throws IOException {
    var pki = Pki.open(folder, folder, names());
    var file = folder.resolve("admin.kubeconfig");
    Kubeconfig.write(
        file,
        "https://127.0.0.1:6443",
        pki.certificate("ca"),
        pki.certificate("admin"),
        pki.key("admin"));
    assertThat(Files.readString(file))
        .contains("server: https://127.0.0.1:6443", "client-key-data: LS0tLS1CRUdJTi")
        .doesNotContain("null");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
