package pilothouse.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// The opening handshake of a web socket, RFC 6455, 4.2.
///
/// Who is refused and how is what clients of kube-apiserver meet: an `Origin` must be told, and at most one subprotocol asked for, which is then spoken
/// whatever it is. Source: golang.org/x/net `websocket/hybi.go` and `server.go`.
public final class WebSocketHandshake {
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /// Carries a credential and is no protocol; authentication reads it.
  private static final String CREDENTIAL = "base64url.bearer.authorization.k8s.io.";

  private WebSocketHandshake() {}

  /// Whether the client wants to change to web sockets.
  public static boolean isAsked(Call call) {
    return !call.http2()
        && call.headers().first("Upgrade").filter("websocket"::equalsIgnoreCase).isPresent()
        && values(call, "Connection").contains("upgrade");
  }

  /// The answer that opens the socket, or refuses to.
  ///
  /// @param text whether messages are text rather than binary
  /// @param writer of which each write becomes one message
  public static Response open(Call call, boolean text, Response.Writer writer) {
    List<String> protocols = protocols(call);
    String key = call.headers().first("Sec-WebSocket-Key").orElse("");
    if (call.headers().first("Sec-WebSocket-Version").filter("13"::equals).isEmpty())
      return refusal(400, "missing or bad WebSocket Version").with("Sec-WebSocket-Version", "13");
    if (key.isEmpty()) return refusal(400, "mismatch challenge/response");
    if (call.headers().first("Origin").orElse("").isEmpty()) return refusal(403, "");
    if (protocols.size() > 1) return refusal(400, "missing or bad WebSocket-Protocol");
    var headers =
        Headers.of(
            "Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Accept", accept(key));
    for (String protocol : protocols) headers = headers.and("Sec-WebSocket-Protocol", protocol);
    return new Response(101, headers, new Response.Body.Messages(text, writer));
  }

  private static Response refusal(int status, String text) {
    return Response.text(status, text);
  }

  private static List<String> protocols(Call call) {
    var asked = new ArrayList<String>();
    for (String value : call.headers().all("Sec-WebSocket-Protocol")) {
      for (String protocol : value.split(",")) {
        String name = protocol.trim();
        if (!name.isEmpty() && !name.startsWith(CREDENTIAL)) asked.add(name);
      }
    }
    return asked;
  }

  private static List<String> values(Call call, String header) {
    var found = new ArrayList<String>();
    for (String value : call.headers().all(header)) {
      for (String part : value.split(",")) found.add(part.trim().toLowerCase(Locale.ROOT));
    }
    return found;
  }

  private static String accept(String key) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-1")
              .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
