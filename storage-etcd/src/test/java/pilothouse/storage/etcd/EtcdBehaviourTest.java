package pilothouse.storage.etcd;

import org.junit.jupiter.api.extension.RegisterExtension;
import pilothouse.storage.Store;
import pilothouse.storage.cache.BehaviourContract;

final class EtcdBehaviourTest extends BehaviourContract {
  @RegisterExtension private static final SharedEtcd ETCD = new SharedEtcd();

  @Override
  protected Store open() {
    return ETCD.openEmpty();
  }
}
