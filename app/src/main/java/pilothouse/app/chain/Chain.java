package pilothouse.app.chain;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.protobuf.ProtobufWriter;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.yaml.YamlWriter;
import pilothouse.apiextensions.CustomResources;
import pilothouse.app.flags.FrontProxyFlags;
import pilothouse.app.flags.Options;
import pilothouse.server.authn.Authenticator;
import pilothouse.server.authn.BearerTokens;
import pilothouse.server.authn.ClientCertificates;
import pilothouse.server.authn.FrontProxy;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.filters.Filters;
import pilothouse.server.filters.MaxInFlight;
import pilothouse.server.filters.NegotiatedStatus;
import pilothouse.server.filters.RequestLog;
import pilothouse.server.filters.StatusResponses;
import pilothouse.server.filters.Timeouts;
import pilothouse.server.health.HealthCheck;
import pilothouse.server.health.UpstreamChecks;
import pilothouse.server.http.Filter;
import pilothouse.server.http.Handler;
import pilothouse.server.openapi.OpenApi;
import pilothouse.server.rbac.Rbac;
import pilothouse.server.rest.DelegationChain;
import pilothouse.server.rest.Layer;
import pilothouse.server.reviews.Reviews;

/// All that stands between a request and its answer: the filters in running order, then the layers that may know its path.
public final class Chain implements AutoCloseable {
  /// The `--v` from which on every request is logged. Source: apiserver `pkg/server/httplog/httplog.go`.
  private static final int REQUESTS_LOGGED = 3;

  private final BuiltinResources builtins;
  private final CustomResources customs;
  private final Timeouts timeouts;
  private final Handler handler;
  private final Authorizer authorizer;

  /// @param address `host:port` under which clients of any network reach this server
  public Chain(
      Storage storage, Options options, Credentials credentials, String address, Lifecycle life) {
    builtins = new BuiltinResources(storage, options, Clock.systemUTC(), this::authorizer);
    customs = Extensions.of(builtins, storage.metrics());
    timeouts = new Timeouts();
    var layers = new ArrayList<Layer>();
    var tokens =
        new ServiceAccountTokens(
            builtins, options.serviceAccounts(), credentials, address, Clock.systemUTC());
    var bearers = new BearerTokens(List.of(tokens), options.serviceAccounts().audiences());
    var rbac = rbac(builtins);
    authorizer = Authorizers.of(options.authorization().modes(), rbac);
    var reviews = Reviews.creates(authorizer, rbac, bearers);
    var documents =
        new Documents(
            builtins.definitions(),
            customs,
            address,
            checks(life, storage),
            options,
            tokens.documents(),
            storage.metrics());
    layers.add(
        new OpenApi(builtins::definitions, builtins.types(), builtins.docs(), customs)::find);
    layers.addAll(documents.layers());
    layers.add(builtins.layer(VirtualKinds.of(builtins, tokens, reviews)));
    layers.add(customs);
    var filters =
        new Filters(
            refusals(builtins.types()),
            observers(documents, options.verbosity()),
            life::isComplete,
            options.browsers().transport(),
            options.browsers().origins(),
            options.requests().request(),
            timeouts,
            authenticator(credentials, options.frontProxy(), bearers),
            options.authorization().anonymous(),
            authorizer,
            new MaxInFlight(
                options.requests().atOnce(), options.requests().request().dividedBy(4)));
    handler = Filter.chain(filters.inOrder(), new DelegationChain(layers));
  }

  private static List<Filter> observers(Documents documents, int verbosity) {
    if (verbosity < REQUESTS_LOGGED) return List.of(documents.requests());
    return List.of(documents.requests(), new RequestLog(System.err::println));
  }

  private static Authenticator authenticator(
      Credentials credentials, FrontProxyFlags proxies, BearerTokens tokens) {
    var all = new ArrayList<Authenticator>();
    if (!credentials.proxyAuthorities().isEmpty())
      all.add(
          new FrontProxy(new ClientCertificates(credentials::proxyAuthorities), proxies.naming()));
    all.add(new ClientCertificates(credentials::clientAuthorities));
    all.add(tokens);
    return Authenticator.union(all);
  }

  private static Rbac rbac(BuiltinResources builtins) {
    String group = "rbac.authorization.k8s.io/v1/";
    return Rbac.of(
        builtins.stored(group + "roles"),
        builtins.stored(group + "clusterroles"),
        builtins.stored(group + "rolebindings"),
        builtins.stored(group + "clusterrolebindings"));
  }

  private static StatusResponses refusals(TypeLibrary types) {
    var type = types.type("io.k8s.apimachinery.pkg.apis.meta.v1.Status");
    return new NegotiatedStatus(
        YamlWriter::write, status -> ProtobufWriter.write(status, type, types));
  }

  private static List<HealthCheck> checks(Lifecycle life, Storage storage) {
    return UpstreamChecks.of(
        name -> life.healthy(name) && storage.isHealthy(name), storage.checks());
  }

  private Authorizer authorizer() {
    return authorizer;
  }

  public Handler handler() {
    return handler;
  }

  public CustomResources customs() {
    return customs;
  }

  public BuiltinResources builtins() {
    return builtins;
  }

  @Override
  public void close() {
    timeouts.close();
    customs.close();
    builtins.close();
  }
}
