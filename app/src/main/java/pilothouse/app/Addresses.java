package pilothouse.app;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import pilothouse.app.flags.Options;
import pilothouse.app.flags.ServiceFlags;
import pilothouse.app.pki.ServerNames;

/// The addresses of one server: where it listens, where others reach it, and what its certificate names.
///
/// @param listen may be the address of all interfaces
/// @param advertised what the endpoints of `default/kubernetes` name
record Addresses(InetAddress listen, InetAddress advertised, ServerNames names) {

  static Addresses of(Options options) {
    var listen = InetAddress.ofLiteral(options.serving().bindAddress());
    var advertised =
        options.advertised().map(InetAddress::ofLiteral).orElseGet(() -> reachable(listen));
    List<InetAddress> named = new ArrayList<>();
    named.add(InetAddress.ofLiteral("127.0.0.1"));
    named.add(InetAddress.ofLiteral("::1"));
    named.add(advertised);
    if (!listen.isAnyLocalAddress()) named.add(listen);
    options.services().ranges().stream().map(ServiceFlags.Cidr::first).forEach(named::add);
    return new Addresses(listen, advertised, ServerNames.of(List.of(), named));
  }

  /// Where this server's own administrator reaches it.
  String host() {
    if (listen.isAnyLocalAddress()) return "127.0.0.1";
    String text = listen.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException _) {
      return "localhost"; // a machine whose own name resolves to nothing
    }
  }

  /// The address of the interface that the default route leaves by; connecting a datagram socket sends nothing.
  private static InetAddress reachable(InetAddress listen) {
    if (!listen.isAnyLocalAddress()) return listen;
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9));
      var local = socket.getLocalAddress();
      return local.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : local;
    } catch (IOException | java.io.UncheckedIOException _) {
      return InetAddress.getLoopbackAddress(); // no route at all: a machine of its own
    }
  }
}
