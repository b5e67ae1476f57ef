package pilothouse.app.chain;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// By what the server knows its clients.
///
/// @param clientAuthorities whose certificates tell who a client is
/// @param serviceAccountKey signs the tokens of service accounts
public record Credentials(List<X509Certificate> clientAuthorities, PrivateKey serviceAccountKey) {
  public Credentials {
    clientAuthorities = List.copyOf(clientAuthorities);
  }
}
