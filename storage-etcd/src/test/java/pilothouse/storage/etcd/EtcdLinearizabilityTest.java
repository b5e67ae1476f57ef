package pilothouse.storage.etcd;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.Store;
import pilothouse.storage.history.LinearizabilityContract;

/// Servers come and go, and so does etcd.
final class EtcdLinearizabilityTest extends LinearizabilityContract {
  @TempDir private static Path folder;
  private static EtcdProcess etcd;

  @BeforeAll
  static void start() throws Exception {
    etcd = EtcdProcess.start(folder.resolve("etcd"));
  }

  @AfterAll
  static void stop() {
    if (etcd != null) etcd.close();
  }

  @Override
  protected Store open() {
    return etcd.open();
  }

  @Override
  protected void clear() {
    etcd.clear();
  }

  @Override
  protected void disturb() throws Exception {
    etcd.kill();
    etcd.restart();
    super.disturb();
  }
}
