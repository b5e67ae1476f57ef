package pilothouse.builtins.bootstrap;

import java.time.Duration;
import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.protobuf.Envelope;
import pilothouse.api.protobuf.ReverseBuffer;
import pilothouse.builtins.meta.StoredMetadata;
import pilothouse.storage.Expectation;
import pilothouse.storage.Range;
import pilothouse.storage.Store;

/// The servers of a cluster that share a store, upstream's included: each keeps a key that vanishes when it is not renewed.
///
/// Source: kubernetes `pkg/controlplane/reconcilers/lease.go`; the key's name is the address, the value an Endpoints with it.
public final class MasterLeases implements Presence {
  /// Of two renewals, ten seconds apart, one may be late.
  private static final Duration LIFE = Duration.ofSeconds(15);

  private final Store store;
  private final String prefix;

  /// @param prefix such as `/registry/masterleases/`
  public MasterLeases(Store store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  @Override
  public void renew(String address) {
    store.put(prefix + address, value(address), Expectation.ANY, store.grant(LIFE));
  }

  @Override
  public void leave(String address) {
    store.delete(prefix + address, Expectation.ANY);
  }

  @Override
  public List<String> addresses() {
    return store.range(Range.of(prefix)).items().stream()
        .map(stored -> stored.key().substring(prefix.length()))
        .sorted()
        .toList();
  }

  private static Bytes value(String address) {
    var out = new ReverseBuffer(128);
    int subset = out.size();
    out.text(3, "");
    out.text(1, address);
    out.message(1, subset);
    out.message(2, subset);
    StoredMetadata.write(out, 1);
    return new Envelope("v1", "Endpoints", out.result()).bytes();
  }
}
