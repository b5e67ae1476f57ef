package pilothouse.storage.etcd;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.Store;
import pilothouse.storage.history.LinearizabilityContract;

final class EtcdLinearizabilityTest extends LinearizabilityContract {
  @TempDir private static Path folder;
  private static EtcdProcess etcd;
  private int disturbances;

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

  /// By turns the client is opened anew, and etcd is killed and started again.
  @Override
  protected void disturb() throws Exception {
    if (disturbances++ % 2 == 0) {
      super.disturb();
      return;
    }
    etcd.kill();
    etcd.restart();
  }
}
