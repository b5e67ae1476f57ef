package pilothouse.builtins.bootstrap;

import java.time.Duration;
import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.api.protobuf.Envelope;
import pilothouse.api.protobuf.ReverseBuffer;
import pilothouse.builtins.meta.StoredMetadata;
import pilothouse.storage.Expectation;
import pilothouse.storage.Store;

/// Where the servers of a cluster that share a store reach each other, upstream's included, which pass on what they do not serve themselves: each keeps a
/// key of its identity that vanishes when it is not renewed. Whatever else they say to each other goes its own way.
///
/// Source: apiserver `pkg/reconcilers/peer_endpoint_lease.go`, and a recorded value.
///
/// @param prefix such as `/registry/peerserverleases/`
/// @param identity of this server, as in its lease
/// @param port under which this server's address is to be reached
/// @param others how servers find each other's addresses
public record PeerLeases(Store store, String prefix, String identity, int port, Presence others)
    implements Presence {
  /// Of two renewals, ten seconds apart, one may be late.
  private static final Duration LIFE = Duration.ofSeconds(15);

  @Override
  public void renew(String address) {
    others.renew(address);
    store.put(prefix + identity, value(address), Expectation.ANY, store.grant(LIFE));
  }

  @Override
  public void leave(String address) {
    others.leave(address);
    store.delete(prefix + identity, Expectation.ANY);
  }

  @Override
  public List<String> addresses() {
    return others.addresses();
  }

  private Bytes value(String address) {
    var out = new ReverseBuffer(256);
    int subset = out.size();
    port(out);
    int target = out.size();
    out.text(3, "");
    out.text(1, address);
    out.message(1, target);
    out.message(2, subset);
    StoredMetadata.write(out, 1, "apiserverIdentity", identity);
    return new Envelope("v1", "Endpoints", out.result()).bytes();
  }

  private void port(ReverseBuffer out) {
    int end = out.size();
    out.text(3, "TCP");
    out.number(2, port);
    out.text(1, "https");
    out.message(3, end);
  }
}
