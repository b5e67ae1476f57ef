package pilothouse.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import pilothouse.app.chain.Chain;
import pilothouse.app.chain.Credentials;
import pilothouse.app.chain.Lifecycle;
import pilothouse.app.chain.Storage;
import pilothouse.app.flags.FrontProxyFlags;
import pilothouse.app.flags.Options;
import pilothouse.app.flags.RequestFlags;
import pilothouse.app.pki.Kubeconfig;
import pilothouse.app.pki.Pki;
import pilothouse.builtins.bootstrap.Bootstrap;
import pilothouse.builtins.bootstrap.BootstrapSettings;
import pilothouse.builtins.bootstrap.Identity;
import pilothouse.builtins.bootstrap.Upkeep;
import pilothouse.server.http.Handler;
import pilothouse.server.http.HttpServer;
import pilothouse.server.http.HttpSettings;
import pilothouse.server.http.Tls;

/// A running server, wired by hand in running order: certificates, store, the chain that answers requests, and the listener.
public final class ApiServer implements AutoCloseable {
  private final Storage storage;
  private final Chain chain;
  private final Lifecycle life;
  private final HttpServer http;
  private final Upkeep upkeep;
  private final URI url;
  private final Path kubeconfig;
  private final RequestFlags times;

  private ApiServer(
      Storage storage,
      Chain chain,
      Lifecycle life,
      HttpServer http,
      Upkeep upkeep,
      URI url,
      Path kubeconfig,
      RequestFlags times) {
    this.storage = storage;
    this.chain = chain;
    this.life = life;
    this.http = http;
    this.upkeep = upkeep;
    this.url = url;
    this.kubeconfig = kubeconfig;
    this.times = times;
  }

  /// Serves from when this returns.
  ///
  /// @throws UncheckedIOException when the address is taken
  public static ApiServer start(Options options) {
    // A fifth of a second that the store and the chain need not wait for.
    Thread.ofPlatform().daemon().name("natives").start(HttpServer::loadNatives);
    var addresses = Addresses.of(options);
    Path pkiFolder = options.dataFolder().resolve("pki");
    var serving = options.serving();
    var opening = Meanwhile.of(() -> Storage.open(options, Identity.of(Addresses.hostname())));
    Pki pki;
    try {
      pki = Pki.open(pkiFolder, serving.certificateFolder().orElse(pkiFolder), addresses.names());
    } catch (RuntimeException e) {
      opening.drop(Storage::close);
      throw e;
    }
    var storage = opening.get();
    try {
      var life = new Lifecycle();
      String address = addresses.advertised().getHostAddress() + ":" + serving.port();
      var credentials =
          new Credentials(
              pki.clientAuthorities(serving.clientAuthorities()),
              Pki.certificates(options.frontProxy().authorities()),
              pki.serviceAccountKey(options.serviceAccounts().signingKey()),
              Pki.publicKeys(options.serviceAccounts().verifyingKeys()));
      var chain = new Chain(storage, options, credentials, address, life);
      var identity = pki.serving(serving.certificate());
      var listen = new InetSocketAddress(addresses.listen(), serving.port());
      var http =
          HttpServer.start(
              HttpSettings.of(listen, Tls.of(identity.key(), identity.chain())), chain.handler());
      int port = http.address().getPort();
      var bootstrap =
          new Bootstrap(
              chain.builtins().objects(),
              bootstrap(options, addresses, port, pki),
              storage.presence(addresses.advertised().getHostAddress(), port),
              chain.builtins()::serves);
      bootstrap.run();
      chain.customs().start();
      life.complete();
      var url = URI.create("https://" + addresses.host() + ":" + port);
      return new ApiServer(
          storage,
          chain,
          life,
          http,
          new Upkeep(bootstrap),
          url,
          kubeconfig(options, url, pki),
          options.requests());
    } catch (IOException e) {
      storage.close();
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      storage.close();
      throw new IllegalStateException("interrupted while starting", e);
    } catch (RuntimeException e) {
      storage.close();
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
        frontProxy(options.frontProxy()));
  }

  private static BootstrapSettings.FrontProxy frontProxy(FrontProxyFlags flags) {
    if (flags.authorities().isEmpty()) return BootstrapSettings.FrontProxy.NONE;
    var naming = flags.naming();
    return new BootstrapSettings.FrontProxy(
        Pki.text(flags.authorities().get()),
        naming.allowedNames(),
        naming.userHeaders(),
        naming.uidHeaders(),
        naming.groupHeaders(),
        naming.extraPrefixes());
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

  /// All filters and layers, without the network: for callers in this process.
  public Handler handler() {
    return chain.handler();
  }

  public Path kubeconfig() {
    return kubeconfig;
  }

  /// How many stored objects of a resource, such as `v1/pods`, have been decoded so far.
  public long decodedObjects(String resource) {
    return chain.builtins().decodedObjects(resource);
  }

  /// How many definitions of custom resources have a storage that is kept up to date.
  public int definitionsInUse() {
    return chain.customs().inUse();
  }

  /// Lets go at once of what definitions of custom resources keep for the next request, as time does otherwise.
  public void rest() {
    chain.customs().rest();
  }

  /// Connections that are open.
  public int connections() {
    return http.connections();
  }

  /// Requests whose answers are not out to the last byte.
  public int exchanges() {
    return http.exchanges();
  }

  /// Ends in order: readiness fails, nothing new is taken, watches end, requests in flight finish, then the store closes.
  @Override
  public void close() {
    life.stop();
    try {
      Thread.sleep(times.shutdownDelay());
      upkeep.close();
      http.drain(times.request());
    } catch (InterruptedException _) {
      upkeep.close();
      Thread.currentThread().interrupt();
    }
    http.close();
    chain.close();
    storage.close();
  }
}
