package pilothouse.api.codec;

/// A value that its type cannot hold. The message is Go's, such as
/// `json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`; callers put what they decoded before it.
public final class DecodeException extends RuntimeException {
  public DecodeException(String message) {
    super(message, null, false, false);
  }
}
