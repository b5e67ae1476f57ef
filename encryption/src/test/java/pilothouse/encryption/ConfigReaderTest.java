package pilothouse.encryption;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void aSecretOfTheWrongLengthIsRefusedAndNotShown() {
    refused(
        "- resources: [secrets]\n  providers:\n  - aescbc: {keys: [{name: a, secret: c2hvcnQ=}]}\n",
        "error while parsing file: resources[0].providers[0].aescbc.keys[0].secret: Invalid value: \"REDACTED\":"
            + " secret is not of the expected length, got 5, expected one of [16 24 32]");
  }

  @Test
  void allMistakesAreTold() {
    refused(
        "- resources: [Secrets]\n  providers:\n  - secretbox: {keys: [{secret: '!'}]}\n",
        "error while parsing file: [resources[0].resources[0]: Invalid value: \"Secrets\": resource name should not contain capital letters,"
            + " resources[0].providers[0].secretbox.keys[0].name: Required value: name is a mandatory field for a key,"
            + " resources[0].providers[0].secretbox.keys[0].secret: Invalid value: \"REDACTED\": secrets must be base64 encoded]");
  }

  @Test
  void anEntryWithTwoProvidersIsRefused() {
    refused(
        "- resources: [secrets]\n  providers:\n  - identity: {}\n    aesgcm: {keys: []}\n",
        "error while parsing file: resources[0].providers[0]: Invalid value: \"REDACTED\": more than one provider specified in a single element,"
            + " should split into different list elements");
  }

  @Test
  void anUnknownFieldIsAMistake() {
    Path file = write("- resources: [secrets]\n  providers:\n  - identity: {}\n  provider: []\n");
    assertThatThrownBy(() -> EncryptionConfig.read(file, false))
        .hasMessageEndingWith("strict decoding error: unknown field \"resources[0].provider\"");
  }

  @Test
  void overlappingNamesInOneListAreRefused() {
    refused(
        "- resources: [secrets, '*.']\n  providers:\n  - identity: {}\n",
        "error while parsing file: resources[0].resources: Invalid value: [\"secrets\",\"*.\"]: using overlapping resources such as 'secrets' and '*.'"
            + " in the same resource list is not allowed as they will be masked");
  }

  @Test
  void aRuleBehindAWiderOneIsRefused() {
    String identity = "  providers:\n  - identity: {}\n";
    Path file = write("- resources: ['*.']\n" + identity + "- resources: [secrets]\n" + identity);
    assertThatThrownBy(() -> Encryption.open(file, false, EncryptionObserver.NONE))
        .hasMessage(
            "error while building transformers: resource \"secrets\" is masked by earlier rule \"*.\"");
  }

  @Test
  void aKeyServiceIsNamedOnceAndReachedByAUnixSocket() {
    String kms = "  - kms: {apiVersion: v2, name: a, endpoint: '";
    refused(
        "- resources: [secrets]\n  providers:\n" + kms + "tcp://x'}\n" + kms + "unix:///x'}\n",
        "error while parsing file: [resources[0].providers[0].kms.endpoint: Invalid value: \"tcp://x\": unsupported scheme \"tcp\" for KMS provider,"
            + " only unix is supported, resources[0].providers[1].kms.name: Invalid value: \"a\": duplicate KMS provider name a, names must be unique]");
  }

  private void refused(String rules, String message) {
    Path file = write(rules);
    assertThatThrownBy(() -> EncryptionConfig.read(file, false)).hasMessage(message);
  }

  private Path write(String rules) {
    try {
      return Files.writeString(
          folder.resolve("config.yaml"),
          "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n"
              + rules);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
