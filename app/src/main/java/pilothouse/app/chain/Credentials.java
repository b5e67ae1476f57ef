package pilothouse.app.chain;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// By what the server knows its clients.
///
/// @param clientAuthorities whose certificates tell who a client is
/// @param proxyAuthorities whose certificates tell that a front proxy speaks for others
/// @param serviceAccountKey signs the tokens of service accounts
/// @param furtherKeys verify tokens too
public record Credentials(
    List<X509Certificate> clientAuthorities,
    List<X509Certificate> proxyAuthorities,
    KeyPair serviceAccountKey,
    List<PublicKey> furtherKeys) {
  public Credentials {
    clientAuthorities = List.copyOf(clientAuthorities);
    proxyAuthorities = List.copyOf(proxyAuthorities);
    furtherKeys = List.copyOf(furtherKeys);
  }
}
