package pilothouse.server.http;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/// Who is at the other end of the connection. `certificates` is the chain that the client showed, leaf first, not yet verified; often empty.
public record Peer(InetSocketAddress address, List<X509Certificate> certificates) {
  public Peer {
    certificates = List.copyOf(certificates);
  }
}
