package pilothouse.api.protobuf;

import java.util.Arrays;
import pilothouse.api.Bytes;

/// What every protobuf body is wrapped in: the four bytes `k8s\0`, then a `runtime.Unknown` of the object's type and its message.
///
/// Source: apimachinery `pkg/runtime/serializer/protobuf/doc.go`.
///
/// @param contentType of `raw`; empty means protobuf
public record Envelope(
    String apiVersion, String kind, Bytes raw, String contentEncoding, String contentType) {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  public Envelope(String apiVersion, String kind, Bytes raw) {
    this(apiVersion, kind, raw, "", "");
  }

  /// Whether bytes begin as an envelope does.
  public static boolean matches(byte[] bytes) {
    return bytes.length >= 4 && Arrays.equals(bytes, 0, 4, MAGIC, 0, 4);
  }

  public Bytes bytes() {
    var out = new ReverseBuffer(raw.size() + 64);
    out.text(4, contentType);
    out.text(3, contentEncoding);
    out.bytes(2, raw.unsafeArray());
    int end = out.size();
    out.text(2, kind);
    out.text(1, apiVersion);
    out.message(1, end);
    out.raw(MAGIC);
    return out.result();
  }

  /// @throws ProtobufException when the bytes are no envelope
  public static Envelope read(byte[] bytes) {
    if (!matches(bytes))
      throw new ProtobufException(
          "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
    var in = new WireReader(bytes, 4, bytes.length);
    String apiVersion = "";
    String kind = "";
    Bytes raw = Bytes.EMPTY;
    String encoding = "";
    String contentType = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          WireReader meta = in.message("TypeMeta");
          while (meta.next()) {
            if (meta.field() == 1) apiVersion = meta.text("APIVersion");
            else if (meta.field() == 2) kind = meta.text("Kind");
            else meta.skip();
          }
        }
        case 2 -> raw = Bytes.wrap(in.bytes("Raw"));
        case 3 -> encoding = in.text("ContentEncoding");
        case 4 -> contentType = in.text("ContentType");
        default -> in.skip();
      }
    }
    return new Envelope(apiVersion, kind, raw, encoding, contentType);
  }
}
