package pilothouse.builtins.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import pilothouse.builtins.Findings;

class SigningRequestTest {
  private static final Findings REQUESTS =
      Findings.in("certificates.k8s.io/v1/certificatesigningrequests");

  private static String request(String block, String signer, String more) {
    String pem = "-----BEGIN " + block + "-----\nMA==\n-----END " + block + "-----\n";
    String text = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    return "{'spec':{'request':'" + text + "','signerName':'" + signer + "'," + more + "}}";
  }

  private static String signedBy(String signer) {
    return request("CERTIFICATE REQUEST", signer, "'usages':['any']");
  }

  @Test
  void anEmptyRequestLacksThreeThings() {
    assertThat(REQUESTS.create("{'spec':{}}"))
        .containsExactly(
            "spec.request: Invalid value: null: PEM block type must be CERTIFICATE REQUEST",
            "spec.usages: Required value",
            "spec.signerName: Required value");
  }

  @Test
  void aCertificateIsNoRequest() {
    assertThat(REQUESTS.create(request("CERTIFICATE", "a.b/c", "'usages':['any']")))
        .singleElement()
        .asString()
        .endsWith("PEM block type must be CERTIFICATE REQUEST");
  }

  @Test
  void aSignerIsADomainAndAName() {
    assertThat(REQUESTS.create(signedBy("example.com/a"))).isEmpty();
    assertThat(REQUESTS.create(signedBy("example.com/a/b")))
        .containsExactly(
            "spec.signerName: Invalid value: \"example.com/a/b\": must be a fully qualified domain"
                + " and path of the form 'example.com/signer-name'");
    assertThat(REQUESTS.create(signedBy("example/a")))
        .containsExactly(
            "spec.signerName: Invalid value: \"example\": should be a domain with at least two"
                + " segments separated by dots");
  }

  @Test
  void aUsageIsNamedOnce() {
    assertThat(REQUESTS.create(request("CERTIFICATE REQUEST", "a.b/c", "'usages':['any','any']")))
        .containsExactly("spec.usages[1]: Duplicate value: \"any\"");
  }

  @Test
  void aCertificateLivesForTenMinutes() {
    String more = "'usages':['any'],'expirationSeconds':599";
    assertThat(REQUESTS.create(request("CERTIFICATE REQUEST", "a.b/c", more)))
        .containsExactly(
            "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600"
                + " seconds (10 minutes)");
  }
}
