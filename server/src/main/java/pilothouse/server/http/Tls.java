package pilothouse.server.http;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// What the server shows of itself, and which TLS it speaks. Clients are asked for a certificate, but any is let through: who they are is decided
/// by authentication, which can then answer `401` in words.
///
/// @param chain the server's certificate first, then its issuers
/// @param protocols such as `TLSv1.3`
/// @param ciphers in the JDK's names; empty for the defaults
public record Tls(
    PrivateKey key, List<X509Certificate> chain, List<String> protocols, List<String> ciphers) {
  public Tls {
    chain = List.copyOf(chain);
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
  }

  public static Tls of(PrivateKey key, List<X509Certificate> chain) {
    return new Tls(key, chain, List.of("TLSv1.3", "TLSv1.2"), List.of());
  }
}
