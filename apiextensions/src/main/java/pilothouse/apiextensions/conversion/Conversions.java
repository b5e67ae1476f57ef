package pilothouse.apiextensions.conversion;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.resource.Converter;

/// The converters of definitions: by name alone, or by their webhook.
public final class Conversions {
  private final Services services;
  private final TrustingClients clients = new TrustingClients();

  /// @param services where the services of the cluster are reached
  public Conversions(Services services) {
    this.services = services;
  }

  /// Where a service is reached; empty where it is not there.
  @FunctionalInterface
  public interface Services {
    Optional<String> hostAndPort(String namespace, String name, int port);
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
    var caller = new Webhook(() -> clients.of(bundle), Webhook.TIMEOUT);
    return new WebhookConverter(reviews, review -> caller.post(address(client), review));
  }

  /// Looked up for each call, as services move.
  private URI address(Node client) throws WebhookFailure {
    String url = client.get("url").text();
    if (!url.isEmpty()) return URI.create(url);
    Node service = client.get("service");
    String namespace = service.get("namespace").text();
    String name = service.get("name").text();
    String path = service.get("path").text("/");
    String host =
        services
            .hostAndPort(namespace, name, (int) service.get("port").number(443))
            .orElseThrow(() -> new WebhookFailure("service \"" + name + "\" not found"));
    return URI.create("https://" + host + path);
  }
}
