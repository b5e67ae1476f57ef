package pilothouse.storage.etcd;

import org.junit.jupiter.api.extension.RegisterExtension;
import pilothouse.storage.Store;
import pilothouse.storage.StoreContract;

final class EtcdStoreTest extends StoreContract {
  @RegisterExtension private static final SharedEtcd ETCD = new SharedEtcd();

  @Override
  protected Store open() {
    return ETCD.openEmpty();
  }
}
