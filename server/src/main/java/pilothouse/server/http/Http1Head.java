package pilothouse.server.http;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/// A decoded HTTP/1.1 head as a [RequestHead].
final class Http1Head {
  private Http1Head() {}

  static RequestHead of(HttpRequest request) {
    String[] pairs = new String[request.headers().size() * 2];
    int at = 0;
    var fields = request.headers().iteratorAsString();
    while (fields.hasNext()) {
      var field = fields.next();
      pairs[at++] = field.getKey();
      pairs[at++] = field.getValue();
    }
    return new RequestHead(
        request.method().name(),
        target(request.uri()),
        Headers.wrap(pairs),
        false,
        HttpUtil.getContentLength(request, -1L),
        HttpUtil.is100ContinueExpected(request));
  }

  /// Path and query of a target that may be a whole URL, as a proxy's client sends it.
  static String target(String uri) {
    if (uri.startsWith("/")) return uri;
    int scheme = uri.indexOf("://");
    if (scheme < 0) return uri;
    int path = uri.indexOf('/', scheme + 3);
    return path < 0 ? "/" : uri.substring(path);
  }
}
