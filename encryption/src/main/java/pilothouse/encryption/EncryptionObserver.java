package pilothouse.encryption;

import java.time.Duration;
import pilothouse.api.GroupResource;

/// Is told what encryption does, for metrics. Called on the threads that read and write: it must not wait.
public interface EncryptionObserver {
  /// Nobody who wants to know.
  EncryptionObserver NONE = new EncryptionObserver() {};

  /// Which way a value goes.
  enum Way {
    TO_STORAGE,
    FROM_STORAGE
  }

  /// A value was encrypted or decrypted, or could not be.
  ///
  /// @param prefix of its stored form, `identity` for a plain one, `unknown` for one that nobody can read
  default void transformed(
      GroupResource resource, Way way, String prefix, boolean done, Duration time) {}

  /// A key service's key was used.
  default void keyUsed(Way way, String provider, String keyId) {}

  /// A key service named its present key.
  default void keyNamed(String provider, String keyId) {}

  /// A key service named a key that cannot be one.
  ///
  /// @param why `empty` or `too_long`
  default void keyRefused(String provider, String why) {}

  /// A call of a key service has ended.
  ///
  /// @param code gRPC's, such as `OK` or `DeadlineExceeded`
  default void called(String provider, String method, String code, Duration time) {}

  /// A key service had to be asked for a seed.
  default void seedMissed() {}

  /// So many seeds are remembered.
  default void seedsKnown(String provider, int count) {}

  /// The file was taken into use.
  ///
  /// @param hash such as `sha256:…`
  default void configured(String hash) {}

  /// The file had changed and was read again.
  default void reloaded(boolean taken) {}
}
