package pilothouse.server.authn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pilothouse.server.authn.Authenticator.Found;
import pilothouse.server.http.Call;
import pilothouse.server.http.Peer;
import pilothouse.server.http.TestAuthority;
import pilothouse.server.http.TestCall;
import pilothouse.server.http.User;

class FrontProxyTest {
  private static final TestAuthority PROXIES = new TestAuthority("proxies");
  private static final TestAuthority OTHERS = new TestAuthority("others");

  private final FrontProxy proxy =
      new FrontProxy(
          new ClientCertificates(() -> List.of(PROXIES.certificate())),
          new FrontProxy.Naming(
              List.of("front"),
              List.of("X-Remote-User"),
              List.of("X-Remote-Uid"),
              List.of("X-Remote-Group"),
              List.of("X-Remote-Extra-")));

  private Found asked(TestAuthority authority, String name, String... headers) {
    Call call = TestCall.get("/api", headers);
    List<X509Certificate> chain = List.of(authority.client("CN=" + name).certificate());
    var peer = new Peer(new InetSocketAddress(0), chain);
    return proxy.authenticate(
        new Call(
            call.method(),
            call.path(),
            call.target(),
            call.query(),
            call.headers(),
            call.body(),
            peer,
            false,
            call.received(),
            call.deadline(),
            call.info(),
            call.user(),
            call.warnings()));
  }

  @Test
  void aTrustedProxySpeaksForTheUserItNames() {
    assertThat(
            asked(
                PROXIES,
                "front",
                "X-Remote-User",
                "jane",
                "X-Remote-Group",
                "dev",
                "X-Remote-Group",
                "ops",
                "X-Remote-Uid",
                "7",
                "X-Remote-Extra-Acme.com%2Fproject",
                "p"))
        .isEqualTo(
            new Found.Somebody(
                new User(
                    "jane", "7", List.of("dev", "ops"), Map.of("acme.com/project", List.of("p")))));
  }

  @Test
  void aProxyOfAnotherNameIsNotBelieved() {
    assertThat(asked(PROXIES, "back", "X-Remote-User", "jane"))
        .isEqualTo(new Found.Invalid("x509: subject with cn=back is not in the allowed list"));
  }

  @Test
  void headersWithoutAProxysCertificateMeanNothing() {
    assertThat(asked(OTHERS, "front", "X-Remote-User", "jane")).isEqualTo(Found.Nothing.NOTHING);
    assertThat(asked(PROXIES, "front")).isEqualTo(Found.Nothing.NOTHING);
  }
}
