package pilothouse.encryption;

import java.time.Duration;
import java.util.Map;
import pilothouse.api.Bytes;

/// A key management service: keeps the keys that encrypt our keys. Calls block, and end after the configured time.
///
/// Source: kms `apis/v2/api.proto`.
interface KeyService extends AutoCloseable {
  /// @param version `v2`, or `v2beta1`
  /// @param healthz `ok` when it is well
  /// @param keyId of the key that it encrypts with now
  record Status(String version, String healthz, String keyId) {}

  record Encrypted(Bytes ciphertext, String keyId, Map<String, Bytes> annotations) {
    public Encrypted {
      annotations = Map.copyOf(annotations);
    }
  }

  /// Makes a connection, which may be established later.
  interface Opener {
    KeyService open(String endpoint, Duration timeout);
  }

  /// @throws UnreadableException like every call, when the service does not answer in time or refuses
  Status status();

  /// @param uid of the call, for the service's logs
  Encrypted encrypt(String uid, byte[] plaintext);

  byte[] decrypt(String uid, Encrypted encrypted);

  @Override
  void close();
}
