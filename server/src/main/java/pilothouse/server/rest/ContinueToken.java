package pilothouse.server.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import pilothouse.api.ApiException;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Where the next page of a list starts: base64url of `{"v":"meta.k8s.io/v1","rv":7,"start":"ns/name\u0000"}`.
///
/// Source: apiserver `pkg/storage/continue.go`.
///
/// @param revision of the first page; -1 for the newest
/// @param start a key below the list's prefix
record ContinueToken(long revision, String start) {
  private static final String VERSION = "meta.k8s.io/v1";

  String encode() {
    var out = ObjectNode.builder();
    out.put("v", VERSION).put("rv", revision).put("start", start);
    byte[] json = out.build().toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  /// @throws ApiException `BadRequest`
  static ContinueToken parse(String token) {
    Node tree = tree(decode(token));
    String version = tree.get("v").text();
    if (!version.equals(VERSION))
      throw invalid("server does not recognize this encoded version " + version);
    long revision = tree.get("rv").number(0);
    if (revision == 0)
      throw invalid("incorrect encoded start resourceVersion (version " + VERSION + ")");
    String start = tree.get("start").text();
    if (start.isEmpty()) throw invalid("encoded start key empty (version " + VERSION + ")");
    if (escapes(start)) throw invalid(start);
    return new ContinueToken(revision, start);
  }

  /// Whether a key leaves its prefix by way of `..`.
  private static boolean escapes(String start) {
    String bare = start.endsWith("\0") ? start.substring(0, start.length() - 1) : start;
    for (String part : bare.split("/")) if (part.equals("..")) return true;
    return false;
  }

  private static byte[] decode(String token) {
    int bad = firstBad(token);
    if (bad >= 0) throw invalid("illegal base64 data at input byte " + bad);
    return Base64.getUrlDecoder().decode(token);
  }

  /// Where Go's unpadded base64url decoder stops; -1 where it does not.
  private static int firstBad(String token) {
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      boolean good =
          c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '_';
      if (!good) return i;
    }
    return token.length() % 4 == 1 ? token.length() - 1 : -1;
  }

  private static Node tree(byte[] json) {
    try {
      return JsonReader.tree(json);
    } catch (JsonException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private static ApiException invalid(String why) {
    return ApiException.badRequest("invalid continue token: continue key is not valid: " + why);
  }
}
