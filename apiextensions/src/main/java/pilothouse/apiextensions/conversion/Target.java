package pilothouse.apiextensions.conversion;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;

/// Where a webhook is: what it is called, and where it is dialed.
///
/// @param called as failures name it
/// @param dialed the same, or the address of the service behind that name
/// @param serverName the name that a service's certificate must have; empty where it is that of `called`
record Target(URI called, URI dialed, String serverName) {
  static Target of(URI url) {
    return new Target(url, url, "");
  }

  /// A service, looked up among those that are stored: names of the cluster need not mean anything to this process.
  ///
  /// Source: apiserver `pkg/util/webhook/client.go` and `pkg/util/proxy/proxy.go`, `ResolveCluster`.
  ///
  /// @throws WebhookFailure where no way leads to it
  static Target of(Node client, Conversions.Services services) throws WebhookFailure {
    String namespace = client.get("namespace").text();
    String name = client.get("name").text();
    String path = client.get("path").text("/");
    long port = client.get("port").number(443);
    String serverName = name + "." + namespace + ".svc";
    URI called = URI.create("https://" + serverName + ":" + port + path);
    try {
      String host = host(services.find(namespace, name), name, port);
      return new Target(called, URI.create("https://" + host + ":" + port + path), serverName);
    } catch (WebhookFailure e) {
      throw new WebhookFailure("Post \"" + Webhook.called(called) + "\": " + e.getMessage());
    }
  }

  private static String host(Optional<ObjectNode> found, String name, long port)
      throws WebhookFailure {
    if (found.isEmpty())
      throw new WebhookFailure("service " + FieldError.quote(name) + " not found");
    Node spec = found.get().get("spec");
    String type = spec.get("type").text("ClusterIP");
    String address = spec.get("clusterIP").text();
    return switch (type) {
      case "ExternalName" -> resolved(spec.get("externalName").text());
      case "ClusterIP", "LoadBalancer", "NodePort" -> {
        if (type.equals("ClusterIP") && address.equals("None"))
          throw new WebhookFailure("cannot route to service with ClusterIP \"None\"");
        if (spec.get("ports").items().stream().noneMatch(p -> p.get("port").number(0) == port))
          throw new WebhookFailure(
              "no service port " + port + " found for service " + FieldError.quote(name));
        yield address.indexOf(':') < 0 ? address : "[" + address + "]";
      }
      default -> throw new WebhookFailure("unsupported service type " + FieldError.quote(type));
    };
  }

  private static String resolved(String name) throws WebhookFailure {
    try {
      InetAddress address = InetAddress.getByName(name);
      String text = address.getHostAddress();
      return address instanceof Inet6Address ? "[" + text + "]" : text;
    } catch (UnknownHostException _) {
      throw new WebhookFailure("dial tcp: lookup " + name + ": no such host");
    }
  }
}
