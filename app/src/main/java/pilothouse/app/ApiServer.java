package pilothouse.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import pilothouse.app.chain.Chain;
import pilothouse.app.flags.Options;
import pilothouse.app.pki.Kubeconfig;
import pilothouse.app.pki.Pki;
import pilothouse.builtins.bootstrap.Bootstrap;
import pilothouse.builtins.bootstrap.BootstrapSettings;
import pilothouse.server.http.HttpServer;
import pilothouse.server.http.HttpSettings;
import pilothouse.server.http.Tls;
import pilothouse.storage.Store;
import pilothouse.storage.embedded.EmbeddedStore;

/// A running server, wired by hand in running order: certificates, store, the chain that answers requests, and the listener.
public final class ApiServer implements AutoCloseable {
  private final Store store;
  private final Chain chain;
  private final HttpServer http;
  private final URI url;
  private final Path kubeconfig;
  private final Duration patience;

  private ApiServer(
      Store store, Chain chain, HttpServer http, URI url, Path kubeconfig, Options options) {
    this.store = store;
    this.chain = chain;
    this.http = http;
    this.url = url;
    this.kubeconfig = kubeconfig;
    this.patience = options.requests().request();
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
    try {
      var complete = new AtomicBoolean();
      var chain =
          new Chain(
              store, options, pki.clientAuthorities(serving.clientAuthorities()), complete::get);
      var identity = pki.serving(serving.certificate());
      var listen = new InetSocketAddress(addresses.listen(), serving.port());
      var http =
          HttpServer.start(
              HttpSettings.of(listen, Tls.of(identity.key(), identity.chain())), chain.handler());
      int port = http.address().getPort();
      new Bootstrap(chain.builtins().objects(), bootstrap(options, addresses, port, pki)).run();
      complete.set(true);
      var url = URI.create("https://" + addresses.host() + ":" + port);
      return new ApiServer(store, chain, http, url, kubeconfig(options, url, pki), options);
    } catch (IOException e) {
      store.close();
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      store.close();
      throw new IllegalStateException("interrupted while starting", e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static BootstrapSettings bootstrap(
      Options options, Addresses addresses, int port, Pki pki) {
    return new BootstrapSettings(
        options.services().ranges().stream().map(Object::toString).toList(),
        addresses.advertised().getHostAddress(),
        port,
        Addresses.hostname(),
        pki.text("ca"),
        BootstrapSettings.FrontProxy.NONE);
  }

  private static Path kubeconfig(Options options, URI url, Pki pki) {
    Path file = options.dataFolder().resolve("admin.kubeconfig");
    Kubeconfig.write(
        file, url.toString(), pki.certificate("ca"), pki.certificate("admin"), pki.key("admin"));
    return file;
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
    chain.close();
    store.close();
  }
}
