package pilothouse.app.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pilothouse.app.pki.EtcdCredentials;
import pilothouse.storage.Store;
import pilothouse.storage.embedded.EmbeddedSettings;
import pilothouse.storage.embedded.EmbeddedStore;
import pilothouse.storage.etcd.EtcdSettings;
import pilothouse.storage.etcd.EtcdStore;
import pilothouse.storage.etcd.EtcdTls;

/// Where a store is: `embedded:DIR` or `etcd:URL,URL`.
sealed interface StoreAddress {
  /// Below the data folder. It is where a server has its store.
  static Path storeIn(Path dataFolder) {
    return dataFolder.resolve("store");
  }

  /// @param mustExist whether an embedded store may be made
  /// @throws pilothouse.storage.StoreException if it cannot be opened
  Store open(boolean mustExist);

  record Embedded(Path dataFolder) implements StoreAddress {
    @Override
    public Store open(boolean mustExist) {
      var folder = storeIn(dataFolder);
      if (mustExist && !Files.exists(folder))
        throw new pilothouse.storage.StoreException.Unavailable("there is no store in " + folder);
      // What it forgets while it is copied would be missed.
      return EmbeddedStore.open(
          folder,
          EmbeddedSettings.DEFAULT.withoutRestoreDoor().withCompactionInterval(Duration.ZERO));
    }
  }

  record Etcd(List<URI> endpoints, EtcdTls tls) implements StoreAddress {
    @Override
    public Store open(boolean mustExist) {
      return EtcdStore.open(EtcdSettings.of(endpoints, tls, Duration.ZERO));
    }
  }

  /// @throws IllegalArgumentException if it is none
  static StoreAddress of(
      String text, Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {
    int colon = text.indexOf(':');
    var rest = text.substring(colon + 1);
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "embedded" -> new Embedded(Path.of(rest));
      case "etcd" ->
          new Etcd(
              Stream.of(rest.split(",")).map(URI::create).toList(),
              EtcdCredentials.of(authority, certificate, key));
      default ->
          throw new IllegalArgumentException(
              "no store is called " + text + ": it begins with embedded: or etcd:");
    };
  }
}
