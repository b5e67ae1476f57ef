package pilothouse.server.openapi;

import pilothouse.api.json.JsonReader;
import pilothouse.server.http.Call;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;

/// In which form a client wants a document.
enum OpenApiMedia {
  JSON,
  PROTOBUF,
  /// In none that there is.
  NONE;

  /// @param version `v2` or `v3`, which protobuf's content type names
  static OpenApiMedia choose(Call call, String version) {
    String accept = String.join(",", call.headers().all("Accept"));
    if (accept.isBlank()) return JSON;
    for (String clause : accept.split(",")) {
      String type = clause.split(";")[0].trim();
      if (type.equals("application/json") || type.equals("*/*") || type.equals("application/*"))
        return JSON;
      if (type.equals(protobuf(version, '@')) || type.equals(protobuf(version, '.')))
        return PROTOBUF;
    }
    return NONE;
  }

  private static String protobuf(String version, char separator) {
    return "application/com.github.proto-openapi.spec." + version + separator + "v1.0+protobuf";
  }

  String contentType(String version) {
    return this == PROTOBUF ? protobuf(version, '.') : "application/json";
  }

  Response.Body body(String version, Document json) {
    if (this != PROTOBUF) return json.body();
    var tree = JsonReader.tree(json.bytes().unsafeArray()).object();
    return new Response.Body.Whole(version.equals("v2") ? Gnostic.v2(tree) : Gnostic.v3(tree));
  }

  static Response notAcceptable() {
    return new Response(
        406, Headers.of("Vary", "Accept-Encoding", "Vary", "Accept"), Response.Body.Empty.EMPTY);
  }
}
