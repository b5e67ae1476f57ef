package pilothouse.storage.etcd;

import org.junit.jupiter.api.extension.RegisterExtension;
import pilothouse.storage.Store;
import pilothouse.storage.history.LinearizabilityContract;

/// Servers come and go, and so does etcd.
final class EtcdLinearizabilityTest extends LinearizabilityContract {
  @RegisterExtension private static final SharedEtcd ETCD = new SharedEtcd();

  @Override
  protected Store open() {
    return ETCD.process().open();
  }

  @Override
  protected void clear() {
    ETCD.process().clear();
  }

  @Override
  protected void disturb() throws Exception {
    ETCD.process().kill();
    ETCD.process().restart();
    super.disturb();
  }
}
