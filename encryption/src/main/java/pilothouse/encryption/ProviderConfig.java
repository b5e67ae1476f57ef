package pilothouse.encryption;

import java.time.Duration;
import java.util.List;

/// One entry of `providers`, checked.
sealed interface ProviderConfig {
  record Plaintext() implements ProviderConfig {}

  record Gcm(List<KeySecret> keys) implements ProviderConfig {}

  record Cbc(List<KeySecret> keys) implements ProviderConfig {}

  record Box(List<KeySecret> keys) implements ProviderConfig {}

  /// @param endpoint of the key service, `unix:///path` or `unix:///@abstract`
  record Kms(String version, String name, String endpoint, Duration timeout)
      implements ProviderConfig {}
}
