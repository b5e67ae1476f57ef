package pilothouse.api.protobuf;

/// Bytes that are no message of the wanted type; the message is the one of upstream's generated code, such as `unexpected EOF`.
public final class ProtobufException extends RuntimeException {
  ProtobufException(String message) {
    super(message, null, false, false);
  }
}
