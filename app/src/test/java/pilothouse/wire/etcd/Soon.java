package pilothouse.wire.etcd;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;

/// What holds a little later, on however slow a machine: a check of a server's health has a limit that a pause may exceed.
final class Soon {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Soon() {}

  static void holds(Runnable assertion) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError | KubernetesClientException e) {
        if (System.nanoTime() - deadline > 0) throw e;
      }
    }
  }
}
