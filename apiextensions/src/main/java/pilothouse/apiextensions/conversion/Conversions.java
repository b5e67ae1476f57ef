package pilothouse.apiextensions.conversion;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.resource.Converter;

/// The converters of definitions: by name alone, or by their webhook.
public final class Conversions {
  private final Services services;
  private final ConversionMetrics metrics;
  private final TrustingClients clients = new TrustingClients();

  /// @param services of the cluster, by which webhooks may be named
  /// @param metrics where calls of webhooks are counted
  public Conversions(Services services, PrometheusRegistry metrics) {
    this.services = services;
    this.metrics = new ConversionMetrics(metrics);
  }

  /// Finds a service as it is stored.
  @FunctionalInterface
  public interface Services {
    Optional<ObjectNode> find(String namespace, String name);
  }

  /// The converter of a definition.
  public Converter of(ObjectNode crd) {
    Node conversion = crd.at("spec", "conversion");
    if (!conversion.get("strategy").text().equals("Webhook")) return Converter.NONE;
    Node webhook = conversion.get("webhook");
    Node client = webhook.get("clientConfig");
    List<String> reviews =
        webhook.get("conversionReviewVersions").items().stream().map(Node::text).toList();
    String bundle = client.get("caBundle").text();
    var caller =
        new Webhook(
            target -> clients.of(bundle, target.serverName()), Webhook.TIMEOUT, Webhook.MOST_BYTES);
    var calls = metrics.of(crd.at("metadata", "name").text());
    return new WebhookConverter(reviews, review -> caller.post(target(client), review), calls);
  }

  /// Looked up for each call, as services move.
  private Target target(Node client) throws WebhookFailure {
    String url = client.get("url").text();
    return url.isEmpty() ? Target.of(client.get("service"), services) : Target.of(URI.create(url));
  }
}
