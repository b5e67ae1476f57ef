package pilothouse.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.api.GroupResource;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.StoredForm;

/// A key service over its real socket.
class KeyServiceTest {
  private static final GroupResource SECRETS = new GroupResource("", "secrets");
  private static final String KEY = "/registry/secrets/default/a";
  private static final Bytes JSON = Bytes.utf8("{\"data\":{\"password\":\"hunter2\"}}");

  @TempDir Path folder;

  @Test
  void valuesAreEncryptedWithASeedThatTheServiceKeeps() throws Exception {
    try (var _ = new FakeKeyService(socket());
        var encryption = Encryption.open(config(), false, EncryptionObserver.NONE)) {
      assertThat(encryption.fault()).isEmpty();
      assertThat(encryption.checkName()).contains("kms-providers");
      var form = encryption.form(SECRETS, StoredForm.JSON);
      Bytes stored = form.toStored(KEY, JSON);
      assertThat(new String(stored.unsafeArray(), StandardCharsets.ISO_8859_1))
          .startsWith("k8s:enc:kms:v2:mine:")
          .doesNotContain("hunter2");
      assertThat(form.toJson(KEY, stored)).isEqualTo(JSON);
      assertThatThrownBy(() -> form.toJson("/registry/secrets/default/b", stored))
          .isInstanceOf(StoreException.Corrupt.class);
    }
  }

  @Test
  void aServerThatStartsLaterAsksTheServiceOnceForASeed() throws Exception {
    try (var service = new FakeKeyService(socket())) {
      Bytes stored;
      try (var first = Encryption.open(config(), false, EncryptionObserver.NONE)) {
        stored = first.form(SECRETS, StoredForm.JSON).toStored(KEY, JSON);
      }
      try (var second = Encryption.open(config(), false, EncryptionObserver.NONE)) {
        var form = second.form(SECRETS, StoredForm.JSON);
        assertThat(form.toJson(KEY, stored)).isEqualTo(JSON);
        assertThat(form.toJson(KEY, stored)).isEqualTo(JSON);
        assertThat(form.isStale(stored)).isFalse();
        assertThat(service.decryptions).hasValue(1);
      }
    }
  }

  @Test
  void aNewKeyOfTheServiceMakesOldValuesStale() throws Exception {
    try (var service = new FakeKeyService(socket());
        var client = GrpcKeyService.open("unix://" + socket(), Duration.ofSeconds(60))) {
      var time = new AtomicReference<>(Instant.EPOCH);
      var state =
          new KeyServiceState(
              "mine", client, new SecureRandom(), time::get, EncryptionObserver.NONE);
      var envelope = new Envelope(state, new SecureRandom(), EncryptionObserver.NONE);
      assertThat(state.check()).isEmpty();
      byte[] stored = envelope.toStorage(JSON.unsafeArray(), new byte[0]);
      service.keyId = "2";
      time.set(time.get().plusSeconds(60));
      assertThat(state.check()).isEmpty();
      assertThat(envelope.isStale(stored)).isTrue();
      assertThat(envelope.fromStorage(stored, new byte[0]).data()).isEqualTo(JSON.unsafeArray());
    }
  }

  @Test
  void anIllServiceStopsWritesAfterThreeMinutesAndNeverReads() throws Exception {
    try (var service = new FakeKeyService(socket());
        var client = GrpcKeyService.open("unix://" + socket(), Duration.ofSeconds(60))) {
      var time = new AtomicReference<>(Instant.EPOCH);
      var state =
          new KeyServiceState(
              "mine", client, new SecureRandom(), time::get, EncryptionObserver.NONE);
      var envelope = new Envelope(state, new SecureRandom(), EncryptionObserver.NONE);
      state.check();
      byte[] stored = envelope.toStorage(JSON.unsafeArray(), new byte[0]);
      service.healthz = "broken";
      service.keyId = "";
      time.set(time.get().plusSeconds(181));
      assertThat(state.check())
          .isEqualTo(
              "kmsv2 Provider mine is not healthy, error: [got unexpected healthz status: broken, got invalid KMSv2 KeyID hash \"\": keyID is empty]");
      assertThatThrownBy(() -> envelope.toStorage(JSON.unsafeArray(), new byte[0]))
          .hasMessageContaining("expired at");
      assertThat(envelope.fromStorage(stored, new byte[0]).data()).isEqualTo(JSON.unsafeArray());
    }
  }

  @Test
  void aServiceThatIsNotThereFailsWithinItsTime() {
    try (var client = GrpcKeyService.open("unix://" + socket(), Duration.ofMillis(200))) {
      assertThatThrownBy(client::status)
          .hasMessageStartingWith("rpc error: code = DeadlineExceeded");
    }
  }

  @Test
  void aChangedFileIsTakenOverAndAWrongOneIsNot() throws Exception {
    Path file = write(ProvidersTest.provider("secrets", "aesgcm", "key1", 'a'));
    var rhythm =
        new Encryption.Rhythm(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(5),
            Duration.ofMillis(5));
    try (var encryption =
        Encryption.open(file, true, GrpcKeyService::open, rhythm, EncryptionObserver.NONE)) {
      var form = encryption.form(SECRETS, StoredForm.JSON);
      Files.writeString(file, "nonsense");
      write(
          ProvidersTest.provider("secrets", "aesgcm", "key2", 'b')
              + ProvidersTest.key("key1", 'a'));
      String head = "k8s:enc:aesgcm:v1:key2:";
      assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () -> {
            while (!text(form.toStored(KEY, JSON)).startsWith(head)) Thread.onSpinWait();
          });
    }
  }

  private static String text(Bytes stored) {
    return new String(stored.unsafeArray(), StandardCharsets.ISO_8859_1);
  }

  private Path socket() {
    return folder.resolve("kms.sock");
  }

  private Path config() throws Exception {
    return write(
        "- resources: [secrets]\n  providers:\n  - kms: {apiVersion: v2, name: mine, timeout: 60s, endpoint: 'unix://"
            + socket()
            + "'}\n");
  }

  private Path write(String rules) throws Exception {
    return Files.writeString(
        folder.resolve("config.yaml"),
        "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n"
            + rules);
  }
}
