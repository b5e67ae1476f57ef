package pilothouse.apiextensions.conversion;

import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why a call over the network failed, as Go's `net/http` tells it.
final class GoNetworkWords {
  private GoNetworkWords() {}

  static String of(URI address, @Nullable Throwable why) {
    if (find(why, UnresolvedAddressException.class).isPresent())
      return "dial tcp: lookup " + address.getHost() + ": no such host";
    String dial = "dial tcp " + dialed(address) + ": connect: ";
    if (find(why, NoRouteToHostException.class).isPresent()) return dial + "no route to host";
    Optional<ConnectException> connect = find(why, ConnectException.class);
    if (connect.isPresent()) return dial + refusal(text(connect.get()));
    return find(why, CertificateException.class)
        .map(certificate -> "tls: failed to verify certificate: " + text(certificate))
        .or(() -> find(why, SSLException.class).map(tls -> handshake(text(tls))))
        .orElseGet(() -> why == null ? "EOF" : plain(text(why)));
  }

  private static String refusal(String why) {
    String said = why.toLowerCase(Locale.ROOT);
    if (said.contains("unreachable")) return "network is unreachable";
    return said.contains("timed out") ? "connection timed out" : "connection refused";
  }

  /// The address that a name stands for.
  private static String dialed(URI address) {
    String host = address.getHost();
    try {
      InetAddress found = InetAddress.getByName(host);
      host = found.getHostAddress();
      if (found instanceof Inet6Address) host = "[" + host + "]";
    } catch (UnknownHostException _) {
      // As it was called: it had an address a moment ago.
    }
    return host + ":" + port(address);
  }

  private static <T extends Throwable> Optional<T> find(@Nullable Throwable why, Class<T> type) {
    for (Throwable cause = why; cause != null; cause = cause.getCause())
      if (type.isInstance(cause)) return Optional.of(type.cast(cause));
    return Optional.empty();
  }

  private static String handshake(String why) {
    if (why.contains("Unsupported or unrecognized SSL message"))
      return "http: server gave HTTP response to HTTPS client";
    if (why.contains("closed") || why.contains("terminated")) return "EOF";
    return "tls: " + why;
  }

  private static int port(URI address) {
    return address.getPort() < 0 ? 443 : address.getPort();
  }

  private static String text(Throwable why) {
    String message = why.getMessage();
    return message == null ? why.getClass().getSimpleName() : message;
  }

  private static String plain(String why) {
    boolean cut =
        why.contains("received no bytes") || why.contains("EOF") || why.contains("closed");
    return cut ? "EOF" : why;
  }
}
