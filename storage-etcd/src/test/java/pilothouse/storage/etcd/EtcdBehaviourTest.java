package pilothouse.storage.etcd;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.Store;
import pilothouse.storage.cache.BehaviourContract;

final class EtcdBehaviourTest extends BehaviourContract {
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
    etcd.clear();
    return etcd.open();
  }
}
