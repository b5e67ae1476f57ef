package pilothouse.app.chain;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// By what the server knows its clients.
///
/// @param clientAuthorities whose certificates tell who a client is
/// @param serviceAccountKey signs the tokens of service accounts
/// @param furtherKeys verify tokens too
public record Credentials(
    List<X509Certificate> clientAuthorities,
    KeyPair serviceAccountKey,
    List<PublicKey> furtherKeys) {
  public Credentials {
    clientAuthorities = List.copyOf(clientAuthorities);
    furtherKeys = List.copyOf(furtherKeys);
  }
}
