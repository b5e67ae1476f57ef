package pilothouse.storage.etcd;

import java.nio.file.Path;
import java.util.Optional;

/// How an etcd cluster is known and how we are known to it: PEM files, read once when the store is opened.
///
/// @param authority who signs the servers' certificates; empty for those that the Java runtime trusts
/// @param certificate our own, with its `key`; both or neither
public record EtcdTls(Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {
  public static final EtcdTls NONE =
      new EtcdTls(Optional.empty(), Optional.empty(), Optional.empty());

  public EtcdTls {
    if (certificate.isPresent() != key.isPresent())
      throw new IllegalArgumentException("a client certificate and its key come together");
  }
}
