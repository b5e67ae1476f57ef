package pilothouse.encryption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import pilothouse.api.Bytes;

/// An `EncryptionConfiguration` file: which resources are stored by which providers.
///
/// Source: apiserver `pkg/apis/apiserver/v1/types_encryption.go`.
///
/// @param hash of the file, by which a change is noticed; the keys are not kept for that
record EncryptionConfig(List<Rule> rules, String hash) {
  /// @param resources such as `secrets`, `pandas.bears.example`, `*.apps`, `*.` for the core group, `*.*`
  record Rule(List<String> resources, List<ProviderConfig> providers) {
    Rule {
      resources = List.copyOf(resources);
      providers = List.copyOf(providers);
    }
  }

  EncryptionConfig {
    rules = List.copyOf(rules);
  }

  /// @param reload whether the file is watched, which makes names of key services unique
  /// @throws IllegalArgumentException with every mistake in the file
  static EncryptionConfig read(Path file, boolean reload) {
    byte[] bytes = bytes(file);
    var rules = new ConfigReader(file, reload).rules(Bytes.wrap(bytes));
    return new EncryptionConfig(rules, hash(bytes));
  }

  /// @throws IllegalArgumentException if the file cannot be read or is empty
  static String hash(Path file) {
    return hash(bytes(file));
  }

  private static byte[] bytes(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0)
        throw new IllegalArgumentException(
            "encryption provider configuration file \"" + file + "\" is empty");
      return bytes;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "error reading encryption provider configuration file \""
              + file
              + "\": "
              + e.getMessage(),
          new UncheckedIOException(e));
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
