package pilothouse.apiextensions.conversion;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CertificateNamesTest {
  private final CertificateNames names =
      new CertificateNames(List.of("hook.ops.svc", "*.example.com"), List.of("10.0.0.7"));

  private void taken(String host) {
    assertThatCode(() -> names.require(host)).doesNotThrowAnyException();
  }

  @Test
  void aCertificateIsForItsNamesAndAddresses() {
    taken("hook.ops.svc");
    taken("HOOK.ops.svc");
    taken("a.example.com");
    taken("10.0.0.7");
  }

  @Test
  void aStarStandsForOneLabel() {
    assertThatThrownBy(() -> names.require("a.b.example.com"))
        .hasMessage(
            "x509: certificate is valid for hook.ops.svc, *.example.com, not a.b.example.com");
    assertThatThrownBy(() -> names.require("example.com")).hasMessageEndingWith("not example.com");
  }

  @Test
  void namesAndAddressesDoNotStandForEachOther() {
    assertThatThrownBy(() -> names.require("10.0.0.8"))
        .hasMessage("x509: certificate is valid for 10.0.0.7, not 10.0.0.8");
    var none = new CertificateNames(List.of(), List.of());
    assertThatThrownBy(() -> none.require("10.0.0.8"))
        .hasMessage(
            "x509: cannot validate certificate for 10.0.0.8 because it doesn't contain any IP SANs");
    assertThatThrownBy(() -> none.require("a"))
        .hasMessage("x509: certificate is not valid for any names, but wanted to match a");
  }
}
