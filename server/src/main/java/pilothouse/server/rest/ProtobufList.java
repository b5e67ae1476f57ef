package pilothouse.server.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;
import pilothouse.storage.cache.CachedObject;

/// A list in protobuf. Its length stands before it, so every item is encoded before the first is sent; what an object was encoded to is kept with
/// it while memory allows, and the list itself is never put together.
///
/// On the wire: `k8s\0`, then a `runtime.Unknown` of type (1) and message (2) and two empty texts (3, 4); the message has the list's metadata as
/// field 1 and each item as field 2.
final class ProtobufList {
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final byte[] END = {0x1a, 0, 0x22, 0};
  private static final byte FIELD_1 = 0x0a;
  private static final byte FIELD_2 = 0x12;

  private final ServedResource resource;
  private final String apiVersion;

  /// Names the encoding of one object in this version.
  private final String form;

  ProtobufList(ServedResource resource) {
    this.resource = resource;
    this.apiVersion = resource.definition().kind().apiVersion();
    this.form = "protobuf message " + apiVersion;
  }

  /// @param metadata of the list: resourceVersion, continue, remainingItemCount
  Response of(ObjectNode metadata, List<CachedObject> items) {
    Bytes meta = resource.codec().message(metadata, true);
    var messages = new Bytes[items.size()];
    long size = 1 + lengthOf(meta.size()) + meta.size();
    for (int i = 0; i < messages.length; i++) {
      messages[i] = items.get(i).encoded(form, this::message);
      size += 1 + lengthOf(messages[i].size()) + messages[i].size();
    }
    Bytes start = start(size, meta);
    return new Response(
        200,
        Headers.of("Content-Type", Encoding.PROTOBUF.mediaType()),
        new Response.Body.Pieces(sink -> {
          var out = new PieceBuffer(sink);
          out.add(start);
          for (Bytes message : messages) {
            out.add(FIELD_2);
            length(message.size(), out);
            out.add(message);
          }
          out.add(END, 0, END.length);
          out.flush();
        }));
  }

  private Bytes message(CachedObject item) {
    return resource.codec().message(resource.stored().tree(item), false);
  }

  /// All that stands before the first item.
  private Bytes start(long size, Bytes meta) {
    var type = new ByteArrayOutputStream();
    field(type, FIELD_1, apiVersion.getBytes(StandardCharsets.UTF_8));
    String kind = resource.definition().listKind();
    field(type, FIELD_2, kind.getBytes(StandardCharsets.UTF_8));
    var out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    field(out, FIELD_1, type.toByteArray());
    out.write(FIELD_2);
    length(size, out);
    field(out, FIELD_1, meta.unsafeArray());
    return Bytes.wrap(out.toByteArray());
  }

  private static void field(ByteArrayOutputStream out, byte tag, byte[] content) {
    out.write(tag);
    length(content.length, out);
    out.writeBytes(content);
  }

  private static void length(long length, ByteArrayOutputStream out) {
    for (; length >= 0x80; length >>>= 7) out.write((int) length & 0x7f | 0x80);
    out.write((int) length);
  }

  private static void length(int length, PieceBuffer out) throws InterruptedException {
    for (; length >= 0x80; length >>>= 7) out.add((byte) (length & 0x7f | 0x80));
    out.add((byte) length);
  }

  /// How many bytes a length takes.
  private static int lengthOf(int length) {
    return (38 - Integer.numberOfLeadingZeros(length | 1)) / 7;
  }
}
