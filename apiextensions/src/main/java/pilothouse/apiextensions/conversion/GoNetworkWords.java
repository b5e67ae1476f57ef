package pilothouse.apiextensions.conversion;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why a call over the network failed, as Go's `net/http` tells it.
final class GoNetworkWords {
  private GoNetworkWords() {}

  static String of(URI address, @Nullable Throwable why) {
    String dial = "dial tcp " + address.getHost() + ":" + port(address) + ": ";
    if (find(why, UnresolvedAddressException.class).isPresent())
      return "dial tcp: lookup " + address.getHost() + ": no such host";
    if (find(why, HttpConnectTimeoutException.class).isPresent()) return dial + "i/o timeout";
    if (find(why, ConnectException.class).isPresent()) return dial + "connect: connection refused";
    return find(why, SSLException.class)
        .map(tls -> handshake(text(tls)))
        .orElseGet(() -> why == null ? "EOF" : plain(text(why)));
  }

  private static <T extends Throwable> Optional<T> find(@Nullable Throwable why, Class<T> type) {
    for (Throwable cause = why; cause != null; cause = cause.getCause())
      if (type.isInstance(cause)) return Optional.of(type.cast(cause));
    return Optional.empty();
  }

  private static String handshake(String why) {
    if (why.contains("PKIX path") || why.contains("unable to find valid certification path"))
      return "tls: failed to verify certificate: x509: certificate signed by unknown authority";
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
