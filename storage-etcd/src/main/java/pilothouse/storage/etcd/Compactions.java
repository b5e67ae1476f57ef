package pilothouse.storage.etcd;

import java.util.concurrent.atomic.AtomicLong;
import pilothouse.storage.Stored;

/// What is known of compactions, ours and those of others.
///
/// etcd tells its compacted revision only to who asks for something older. So it is learned from our own compactions, from
/// refusals, and from the key under which the servers of a cluster agree who compacts.
final class Compactions {
  /// Source: apiserver `pkg/storage/etcd3/compact.go`. Its value is the revision compacted, in digits.
  static final String KEY = "compact_rev_key";

  private final AtomicLong newest = new AtomicLong();

  long newest() {
    return newest.get();
  }

  void learn(long revision) {
    newest.accumulateAndGet(revision, Math::max);
  }

  void learn(Stored stored) {
    if (!stored.key().equals(KEY)) return;
    String text = stored.value().utf8();
    // Somebody else's value under this key says nothing.
    if (text.matches("\\d{1,18}")) learn(Long.parseLong(text));
  }
}
