package pilothouse.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pilothouse.api.Bytes;
import pilothouse.api.GroupResource;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.StoredForm;

/// The providers that need no service, through the configuration file.
class ProvidersTest {
  private static final GroupResource SECRETS = new GroupResource("", "secrets");
  private static final String KEY = "/registry/secrets/default/a";
  private static final Bytes JSON = Bytes.utf8("{\"data\":{\"password\":\"hunter2\"}}");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"aesgcm", "aescbc", "secretbox"})
  void aValueComesBackAndItsStoredBytesShowNothingOfIt(String provider) throws Exception {
    var form = form(provider("secrets", provider, "key1", 'a'));
    Bytes stored = form.toStored(KEY, JSON);
    assertThat(new String(stored.unsafeArray(), StandardCharsets.ISO_8859_1))
        .startsWith("k8s:enc:" + provider + ":v1:key1:")
        .doesNotContain("hunter2", "password");
    assertThat(form.toJson(KEY, stored)).isEqualTo(JSON);
    assertThat(form.isStale(stored)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aesgcm", "secretbox"})
  void aFlippedBitIsNoticed(String provider) throws Exception {
    var form = form(provider("secrets", provider, "key1", 'a'));
    byte[] stored = form.toStored(KEY, JSON).unsafeArray().clone();
    stored[stored.length - 1] ^= 1;
    assertThatThrownBy(() -> form.toJson(KEY, Bytes.wrap(stored)))
        .isInstanceOf(StoreException.Corrupt.class);
  }

  @Test
  void aValueMovedToAnotherKeyIsNotReadWithGcm() throws Exception {
    var form = form(provider("secrets", "aesgcm", "key1", 'a'));
    Bytes stored = form.toStored(KEY, JSON);
    assertThatThrownBy(() -> form.toJson("/registry/secrets/default/b", stored))
        .hasMessage("cipher: message authentication failed");
  }

  @Test
  void whatAFormerKeyWroteIsReadAndStale() throws Exception {
    Bytes stored = form(provider("secrets", "aescbc", "key1", 'a')).toStored(KEY, JSON);
    var rotated =
        form(
            "- resources: [secrets]\n  providers:\n  - aescbc:\n      keys:\n"
                + key("key2", 'b')
                + key("key1", 'a'));
    assertThat(rotated.toJson(KEY, stored)).isEqualTo(JSON);
    assertThat(rotated.isStale(stored)).isTrue();
    assertThat(rotated.isStale(rotated.toStored(KEY, JSON))).isFalse();
  }

  @Test
  void aKeyThatIsGoneIsNamedAsMissing() throws Exception {
    Bytes stored = form(provider("secrets", "aescbc", "key1", 'a')).toStored(KEY, JSON);
    assertThatThrownBy(() -> form(provider("secrets", "aescbc", "key2", 'a')).toJson(KEY, stored))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("no matching key was found for the provided AES transformer");
  }

  @Test
  void plainValuesAreReadWhileEncryptionIsBroughtIn() throws Exception {
    var form = form(provider("secrets", "secretbox", "key1", 'a') + "  - identity: {}\n");
    assertThat(form.toJson(KEY, JSON)).isEqualTo(JSON);
    assertThat(form.isStale(JSON)).isTrue();
  }

  @Test
  void plainComesFirstWhenEncryptionIsGivenUp() throws Exception {
    Bytes stored = form(provider("secrets", "secretbox", "key1", 'a')).toStored(KEY, JSON);
    var leaving =
        form(
            "- resources: [secrets]\n  providers:\n  - identity: {}\n  - secretbox:\n      keys:\n"
                + key("key1", 'a'));
    assertThat(leaving.toStored(KEY, JSON)).isEqualTo(JSON);
    assertThat(leaving.toJson(KEY, stored)).isEqualTo(JSON);
    assertThat(leaving.isStale(stored)).isTrue();
  }

  @Test
  void withoutItsProviderAnEncryptedValueIsRefused() throws Exception {
    Bytes stored = form(provider("secrets", "secretbox", "key1", 'a')).toStored(KEY, JSON);
    assertThatThrownBy(() -> form(provider("pods", "secretbox", "key1", 'a')).toJson(KEY, stored))
        .hasMessage("identity transformer tried to read encrypted data");
  }

  @Test
  void wildcardsReachAGroupOrEverything() throws Exception {
    var config =
        provider("'*.apps'", "aesgcm", "apps", 'a') + provider("'*.*'", "aesgcm", "all", 'b');
    try (var encryption = Encryption.open(write(config), false, EncryptionObserver.NONE)) {
      assertThat(head(encryption, new GroupResource("apps", "deployments"))).contains(":apps:");
      assertThat(head(encryption, new GroupResource("bears.example", "pandas"))).contains(":all:");
    }
  }

  /// The construction's published test values: "Cryptography in NaCl", section 10.
  @Test
  void secretBoxGivesThePublishedBytes() {
    var hex = HexFormat.of();
    byte[] key = hex.parseHex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
    byte[] nonce = hex.parseHex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
    byte[] message =
        hex.parseHex(
            "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a"
                + "1ac728d45e6c61296cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057"
                + "e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040"
                + "e082f937763848645e0705");
    byte[] sealed = new SecretBox(key, new SecureRandom()).seal(nonce, message);
    assertThat(hex.formatHex(Arrays.copyOfRange(sealed, 24, 24 + 32)))
        .isEqualTo("f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce");
  }

  private String head(Encryption encryption, GroupResource resource) {
    Bytes stored = encryption.form(resource, StoredForm.JSON).toStored(KEY, JSON);
    return new String(stored.unsafeArray(), 0, 30, StandardCharsets.ISO_8859_1);
  }

  private StoredForm form(String rules) throws Exception {
    return Encryption.open(write(rules), false, EncryptionObserver.NONE)
        .form(SECRETS, StoredForm.JSON);
  }

  private Path write(String rules) throws Exception {
    return Files.writeString(
        folder.resolve("config.yaml"),
        "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n"
            + rules);
  }

  static String provider(String resource, String provider, String name, char secret) {
    return "- resources: ["
        + resource
        + "]\n  providers:\n  - "
        + provider
        + ":\n      keys:\n"
        + key(name, secret);
  }

  static String key(String name, char secret) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) secret);
    return "      - {name: "
        + name
        + ", secret: "
        + java.util.Base64.getEncoder().encodeToString(bytes)
        + "}\n";
  }
}
