package pilothouse.server.rest;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;

/// Reads the object that a request brings.
final class Bodies {
  private final ServedResource resource;
  private final ObjectCodec codec;
  private final GroupVersionKind kind;

  Bodies(ServedResource resource) {
    this(resource, resource.codec(), resource.definition().kind());
  }

  /// @param codec of a subresource's own kind
  Bodies(ServedResource resource, ObjectCodec codec, GroupVersionKind kind) {
    this.resource = resource;
    this.codec = codec;
    this.kind = kind;
  }

  /// The body as bytes and in its encoding; read before the options are looked at, as upstream does.
  record Raw(Bytes bytes, Encoding encoding) {}

  Raw read(Call call) {
    Encoding encoding = Negotiation.body(call, codec.encodings());
    return new Raw(call.readBody(resource.settings().bodyBytes()), encoding);
  }

  /// The object with its defaults.
  ObjectNode object(Raw raw, Writing writing, WriteOptions.FieldValidation validation) {
    ObjectCodec.Decoded decoded = codec.decode(raw.bytes(), raw.encoding());
    writing.strict(decoded.strictErrors(), validation, this::refused);
    return decoded.object();
  }

  private ApiException refused(List<String> errors) {
    return ApiException.badRequest(
        kind.kind()
            + " in version \""
            + kind.version()
            + "\" cannot be handled as a "
            + kind.kind()
            + ": "
            + Writing.strictText(errors));
  }
}
