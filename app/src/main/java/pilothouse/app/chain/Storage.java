package pilothouse.app.chain;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import pilothouse.app.flags.EncryptionFlags;
import pilothouse.app.flags.Options;
import pilothouse.encryption.Encryption;
import pilothouse.server.health.HealthCheck;
import pilothouse.server.health.HealthCheck.Endpoint;
import pilothouse.storage.Store;
import pilothouse.storage.cache.Layout;
import pilothouse.storage.embedded.EmbeddedStore;

/// Where a server keeps its objects: the store, and what encrypts what goes into it.
public final class Storage implements AutoCloseable {
  private final Store store;
  private final Optional<Encryption> encryption;

  private Storage(Store store, Optional<Encryption> encryption) {
    this.store = store;
    this.encryption = encryption;
  }

  /// @throws IllegalStateException if the encryption's file has mistakes
  public static Storage open(Options options) {
    var encryption = encryption(options.encryption());
    try {
      return new Storage(EmbeddedStore.open(options.dataFolder().resolve("store")), encryption);
    } catch (RuntimeException e) {
      encryption.ifPresent(Encryption::close);
      throw e;
    }
  }

  private static Optional<Encryption> encryption(EncryptionFlags flags) {
    try {
      return flags.config().map(file -> Encryption.open(file, flags.reload()));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("--encryption-provider-config: " + e.getMessage(), e);
    }
  }

  Layout layout() {
    Layout plain = Layout.plain(store);
    return encryption.map(keys -> plain.with(keys::form)).orElse(plain);
  }

  /// What can be ill of it beside the store.
  List<HealthCheck> checks() {
    return encryption.stream().flatMap(keys -> check(keys).stream()).toList();
  }

  private static Optional<HealthCheck> check(Encryption keys) {
    return keys.checkName()
        .map(name ->
            new HealthCheck(name, EnumSet.allOf(Endpoint.class), () -> keys.fault().isEmpty()));
  }

  @Override
  public void close() {
    store.close();
    encryption.ifPresent(Encryption::close);
  }
}
