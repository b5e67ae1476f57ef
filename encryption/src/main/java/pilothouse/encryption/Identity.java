package pilothouse.encryption;

import java.nio.charset.StandardCharsets;

/// Leaves values as they are, and refuses to read what a cipher wrote.
///
/// Source: apiserver `pkg/storage/value/encrypt/identity`.
final class Identity implements Transformer {
  private static final byte[] ENCRYPTED = "k8s:enc:".getBytes(StandardCharsets.US_ASCII);

  static boolean isEncrypted(byte[] stored) {
    return Stored.startsWith(stored, ENCRYPTED);
  }

  @Override
  public byte[] toStorage(byte[] data, byte[] context) {
    return data;
  }

  @Override
  public Plain fromStorage(byte[] stored, byte[] context) {
    if (isEncrypted(stored))
      throw new UnreadableException("identity transformer tried to read encrypted data");
    return new Plain(stored);
  }
}
