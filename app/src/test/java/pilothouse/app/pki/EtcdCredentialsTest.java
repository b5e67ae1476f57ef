package pilothouse.app.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.StoreException;
import pilothouse.storage.etcd.EtcdProcess;
import pilothouse.storage.etcd.EtcdSettings;
import pilothouse.storage.etcd.EtcdStore;
import pilothouse.storage.etcd.EtcdTls;

final class EtcdCredentialsTest {
  /// Of who is refused.
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir private Path folder;

  @Test
  void anEtcdThatAsksForCertificatesIsOpenedWithOurs() throws Exception {
    var names = ServerNames.of(List.of(), List.of(InetAddress.getByName("127.0.0.1")));
    Pki.open(folder, folder, names);
    try (var etcd =
        EtcdProcess.start(
            folder.resolve("etcd"),
            "--cert-file",
            file("apiserver.crt").toString(),
            "--key-file",
            file("apiserver.key").toString(),
            "--client-cert-auth",
            "--trusted-ca-file",
            file("ca.crt").toString())) {
      var ours =
          EtcdCredentials.of(
              Optional.of(file("ca.crt")),
              Optional.of(file("admin.crt")),
              Optional.of(file("admin.key")));
      try (var store = open(etcd, ours, Duration.ofMinutes(1))) {
        store.put("/a", Bytes.utf8("1"), Expectation.ANY);
        assertThat(store.get("/a")).isPresent();
      }
      var nameless =
          EtcdCredentials.of(Optional.of(file("ca.crt")), Optional.empty(), Optional.empty());
      assertThatThrownBy(() -> open(etcd, nameless, SHORT))
          .isInstanceOf(StoreException.Unavailable.class);
      assertThatThrownBy(() -> open(etcd, EtcdTls.NONE, SHORT))
          .isInstanceOf(StoreException.Unavailable.class);
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static EtcdStore open(EtcdProcess etcd, EtcdTls tls, Duration patience) {
    var settings = EtcdSettings.of(List.of(etcd.url()), tls, Duration.ZERO);
    return EtcdStore.open(settings.patience(patience));
  }
}
