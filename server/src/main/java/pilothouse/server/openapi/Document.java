package pilothouse.server.openapi;

import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.Packed;
import pilothouse.server.http.Response;

/// A document that is published.
///
/// @param json in pieces, as one document is made of many parts
/// @param hash its ETag, without quotes
record Document(List<Packed> json, String hash) {
  Document {
    json = List.copyOf(json);
  }

  static Document of(Bytes json) {
    return new Document(List.of(Packed.of(json)), OpenApi.hash(json));
  }

  /// The whole text.
  Bytes bytes() {
    int size = json.stream().mapToInt(Packed::size).sum();
    byte[] all = new byte[size];
    int at = 0;
    for (Packed piece : json) at += piece.into(all, at);
    return Bytes.wrap(all);
  }

  /// The text as it is sent: what is of one piece whole, else never more than a piece at a time.
  Response.Body body() {
    if (json.size() == 1) return new Response.Body.Whole(bytes());
    return new Response.Body.Pieces(sink -> {
      for (Packed piece : json) sink.write(piece.bytes());
    });
  }
}
