package pilothouse.storage.etcd;

import org.junit.jupiter.api.extension.RegisterExtension;
import pilothouse.storage.Store;
import pilothouse.storage.cache.WatchCacheContract;

final class EtcdCacheTest extends WatchCacheContract {
  @RegisterExtension private static final SharedEtcd ETCD = new SharedEtcd();

  @Override
  protected Store open() {
    return ETCD.openEmpty();
  }
}
