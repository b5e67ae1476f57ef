package pilothouse.storage.etcd;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Which etcd cluster, and how patient we are with it.
///
/// @param endpoints of one cluster, `http` or `https`
/// @param patience so long a call is tried, on one endpoint after the other, before it fails
/// @param compactEvery how often one of the servers on the cluster compacts it; zero for never
public record EtcdSettings(
    List<URI> endpoints, EtcdTls tls, Duration patience, Duration compactEvery) {
  /// Longer than etcd takes to elect a leader, and shorter than the ten seconds after which many clients give a request up.
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  public EtcdSettings {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) throw new IllegalArgumentException("no endpoints");
  }

  public static EtcdSettings of(List<URI> endpoints, EtcdTls tls, Duration compactEvery) {
    return new EtcdSettings(endpoints, tls, PATIENCE, compactEvery);
  }

  public EtcdSettings patience(Duration patience) {
    return new EtcdSettings(endpoints, tls, patience, compactEvery);
  }
}
