package pilothouse.server.http;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Heads between HTTP/2's form and ours.
final class Http2Head {
  /// They speak of one connection, which HTTP/2 does in frames: RFC 9113, 8.2.2.
  private static final Set<String> OF_CONNECTION =
      Set.of("connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection");

  /// The names that nearly every answer has, in lower case and ready to be sent.
  private static final Map<String, AsciiString> COMMON = common();

  private static final AsciiString DATE = AsciiString.cached("date");
  private static final AsciiString LENGTH = AsciiString.cached("content-length");

  private Http2Head() {}

  private static Map<String, AsciiString> common() {
    var names = new TreeMap<String, AsciiString>(String.CASE_INSENSITIVE_ORDER);
    for (String name :
        new String[] {
          "audit-id",
          "cache-control",
          "content-type",
          "content-encoding",
          "vary",
          "warning",
          "location",
          "x-content-type-options",
          "x-kubernetes-pf-flowschema-uid",
          "x-kubernetes-pf-prioritylevel-uid"
        }) names.put(name, AsciiString.cached(name));
    return names;
  }

  static RequestHead of(Http2Headers headers, boolean end) {
    int count = 0;
    for (var field : headers) if (field.getKey().charAt(0) != ':') count++;
    CharSequence authority = headers.authority();
    String[] pairs = new String[(count + (authority == null ? 0 : 1)) * 2];
    int at = 0;
    if (authority != null) {
      pairs[at++] = "Host";
      pairs[at++] = authority.toString();
    }
    for (var field : headers) {
      if (field.getKey().charAt(0) == ':') continue;
      pairs[at++] = field.getKey().toString();
      pairs[at++] = field.getValue().toString();
    }
    Headers fields = Headers.wrap(pairs);
    return new RequestHead(
        headers.method().toString(),
        Http1Head.target(headers.path().toString()),
        fields,
        true,
        end ? 0 : length(fields),
        fields.first("Expect").filter("100-continue"::equalsIgnoreCase).isPresent());
  }

  private static long length(Headers fields) {
    String text = fields.first("Content-Length").orElse("");
    if (text.isEmpty() || text.length() > 18) return -1;
    for (int i = 0; i < text.length(); i++) if (!Character.isDigit(text.charAt(i))) return -1;
    return Long.parseLong(text);
  }

  static Http2Headers of(int status, Headers headers, long length, String date) {
    Http2Headers out = new DefaultHttp2Headers(false, 16);
    out.status(Integer.toString(status));
    headers.forEach((name, value) -> add(out, name, value));
    out.add(DATE, date);
    if (length >= 0) out.add(LENGTH, Long.toString(length));
    return out;
  }

  private static void add(Http2Headers out, String name, String value) {
    AsciiString known = COMMON.get(name);
    if (known != null) {
      out.add(known, clean(value));
      return;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (!OF_CONNECTION.contains(lower)) out.add(lower, clean(value));
  }

  /// HPACK writes a char as one byte: what is not ASCII goes out as the bytes of its UTF-8, and line breaks as spaces.
  private static CharSequence clean(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x20 && c < 0x7f) continue;
      byte[] bytes = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      for (int k = 0; k < bytes.length; k++) {
        if (bytes[k] == '\r' || bytes[k] == '\n' || bytes[k] == 0) bytes[k] = ' ';
      }
      return new AsciiString(bytes, false);
    }
    return value;
  }
}
