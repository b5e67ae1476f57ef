package pilothouse.app.flags;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How what is stored is encrypted.
///
/// @param config an `EncryptionConfiguration` file; empty: nothing is encrypted
/// @param reload whether the file is looked after
public record EncryptionFlags(Optional<Path> config, boolean reload) {
  static EncryptionFlags from(Flags flags, List<String> errors) {
    var config = ServingFlags.file(flags, "encryption-provider-config", errors);
    boolean reload = flags.bool("encryption-provider-config-automatic-reload");
    if (reload && flags.text("encryption-provider-config").isEmpty())
      errors.add(
          "--encryption-provider-config-automatic-reload must be set with --encryption-provider-config");
    return new EncryptionFlags(config, reload);
  }
}
