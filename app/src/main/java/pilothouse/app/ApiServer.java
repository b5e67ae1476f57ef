package pilothouse.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import pilothouse.app.flags.Options;
import pilothouse.app.pki.Kubeconfig;
import pilothouse.app.pki.Pki;
import pilothouse.server.http.Handler;
import pilothouse.server.http.HttpServer;
import pilothouse.server.http.HttpSettings;
import pilothouse.server.http.Response;
import pilothouse.server.http.Tls;
import pilothouse.storage.Store;
import pilothouse.storage.embedded.EmbeddedStore;

/// A running server, wired by hand in running order: certificates, store, the chain that answers requests, and the listener.
public final class ApiServer implements AutoCloseable {
  private final Store store;
  private final HttpServer http;
  private final URI url;
  private final Path kubeconfig;
  private final Duration patience;

  private ApiServer(Store store, HttpServer http, URI url, Path kubeconfig, Duration patience) {
    this.store = store;
    this.http = http;
    this.url = url;
    this.kubeconfig = kubeconfig;
    this.patience = patience;
  }

  /// Serves from when this returns.
  ///
  /// @throws UncheckedIOException when the address is taken
  public static ApiServer start(Options options) {
    var addresses = Addresses.of(options);
    Path pkiFolder = options.dataFolder().resolve("pki");
    var serving = options.serving();
    var pki = Pki.open(pkiFolder, serving.certificateFolder().orElse(pkiFolder), addresses.names());
    var store = EmbeddedStore.open(options.dataFolder().resolve("store"));
    Handler chain = _ -> Response.text(404, "404 page not found\n");
    try {
      var tls = pki.serving(serving.certificate());
      var listen = new InetSocketAddress(addresses.listen(), serving.port());
      var http = HttpServer.start(HttpSettings.of(listen, Tls.of(tls.key(), tls.chain())), chain);
      var url = URI.create("https://" + addresses.host() + ":" + http.address().getPort());
      Path kubeconfig = options.dataFolder().resolve("admin.kubeconfig");
      Kubeconfig.write(
          kubeconfig,
          url.toString(),
          pki.certificate("ca"),
          pki.certificate("admin"),
          pki.key("admin"));
      return new ApiServer(store, http, url, kubeconfig, options.requests().request());
    } catch (IOException e) {
      store.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  public URI url() {
    return url;
  }

  public Path kubeconfig() {
    return kubeconfig;
  }

  /// Ends in order: nothing new is taken, watches end, requests in flight finish, then the store closes.
  @Override
  public void close() {
    try {
      http.drain(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.close();
    store.close();
  }
}
