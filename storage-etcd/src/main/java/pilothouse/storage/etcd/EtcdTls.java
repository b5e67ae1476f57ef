package pilothouse.storage.etcd;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// How an etcd cluster is known and how we are known to it.
///
/// @param authorities who sign the servers' certificates; empty for those that the Java runtime trusts
/// @param identity how we show ourselves; empty to stay unknown
public record EtcdTls(List<X509Certificate> authorities, Optional<Identity> identity) {
  public static final EtcdTls NONE = new EtcdTls(List.of(), Optional.empty());

  public EtcdTls {
    authorities = List.copyOf(authorities);
  }

  /// A client certificate with its chain, and its key.
  public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public Identity {
      chain = List.copyOf(chain);
    }
  }
}
