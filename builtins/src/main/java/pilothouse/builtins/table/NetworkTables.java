package pilothouse.builtins.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.TableColumns.Row;
import pilothouse.registry.TableColumns.RowOf;

/// Rows of services and of what leads to them.
final class NetworkTables {
  static final Map<String, RowOf> ROWS =
      Map.of(
          "v1/Service", NetworkTables::service,
          "v1/Endpoints", NetworkTables::endpoints,
          "discovery.k8s.io/v1/EndpointSlice", NetworkTables::endpointSlice,
          "networking.k8s.io/v1/Ingress", NetworkTables::ingress,
          "networking.k8s.io/v1/IngressClass", NetworkTables::ingressClass,
          "networking.k8s.io/v1/NetworkPolicy", NetworkTables::networkPolicy,
          "networking.k8s.io/v1/IPAddress", NetworkTables::ipAddress,
          "networking.k8s.io/v1/ServiceCIDR", NetworkTables::serviceCidr);

  private NetworkTables() {}

  private static Row service(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text("", "spec", "type")
        .text(Cells.NONE, "spec", "clusterIP")
        .text(externalIp(object))
        .text(Cells.orElse(ports(object), Cells.NONE))
        .age()
        .text(SelectorText.labelsCell(object.at("spec", "selector")))
        .row();
  }

  private static String externalIp(Node service) {
    List<String> external =
        service.at("spec", "externalIPs").items().stream().map(Node::text).toList();
    return switch (service.at("spec", "type").text()) {
      case "ClusterIP", "NodePort" -> Cells.orElse(String.join(",", external), Cells.NONE);
      case "LoadBalancer" -> {
        var all = new ArrayList<String>(loadBalancer(service));
        all.addAll(external);
        yield Cells.orElse(String.join(",", all), "<pending>");
      }
      case "ExternalName" -> service.at("spec", "externalName").text();
      default -> Ages.UNKNOWN;
    };
  }

  private static TreeSet<String> loadBalancer(Node object) {
    var points = new TreeSet<String>();
    for (Node point : object.at("status", "loadBalancer", "ingress").items())
      points.add(Cells.orElse(point.get("ip").text(), point.get("hostname").text()));
    points.remove("");
    return points;
  }

  private static String ports(Node service) {
    var texts = new ArrayList<String>();
    for (Node port : service.at("spec", "ports").items()) {
      long node = port.get("nodePort").number(0);
      String numbers = port.get("port").number(0) + (node > 0 ? ":" + node : "");
      texts.add(numbers + "/" + port.get("protocol").text());
    }
    return String.join(",", texts);
  }

  private static Row endpoints(ObjectNode object, Instant now) {
    String text = Cells.orElse(Cells.upToThree(addresses(object)), Cells.NONE);
    return Cells.named(object, now).text(text).age().row();
  }

  private static List<String> addresses(Node endpoints) {
    var texts = new ArrayList<String>();
    for (Node subset : endpoints.get("subsets").items()) {
      List<Node> addresses = subset.get("addresses").items();
      List<Node> ports = subset.get("ports").items();
      if (ports.isEmpty()) for (Node address : addresses) texts.add(address.get("ip").text());
      for (Node port : ports)
        for (Node address : addresses) texts.add(hostPort(address.get("ip").text(), port));
    }
    return texts;
  }

  private static String hostPort(String ip, Node port) {
    return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port.get("port").number(0);
  }

  private static Row endpointSlice(ObjectNode object, Instant now) {
    var ports = new ArrayList<String>();
    for (Node port : object.get("ports").items()) ports.add(portText(port));
    var addresses = new ArrayList<String>();
    for (Node endpoint : object.get("endpoints").items())
      for (Node address : endpoint.get("addresses").items()) addresses.add(address.text());
    return Cells.named(object, now)
        .text("", "addressType")
        .text(Cells.orElse(Cells.upToThree(ports), Cells.UNSET))
        .text(Cells.orElse(Cells.upToThree(addresses), Cells.UNSET))
        .age()
        .row();
  }

  private static String portText(Node port) {
    if (!port.get("port").isNull()) return Long.toString(port.get("port").number(0));
    return Cells.orElse(port.get("name").text(), "*");
  }

  private static Row ingress(ObjectNode object, Instant now) {
    boolean tls = !object.at("spec", "tls").items().isEmpty();
    return Cells.named(object, now)
        .text(Cells.NONE, "spec", "ingressClassName")
        .text(hosts(object))
        .text(String.join(",", loadBalancer(object)))
        .text(tls ? "80, 443" : "80")
        .age()
        .row();
  }

  /// The first three hosts; the number of the others counts rules, with or without a host.
  private static String hosts(Node ingress) {
    List<Node> rules = ingress.at("spec", "rules").items();
    var hosts = new ArrayList<String>();
    boolean more = false;
    for (Node rule : rules) {
      more |= hosts.size() == 3;
      String host = rule.get("host").text();
      if (!more && !host.isEmpty()) hosts.add(host);
    }
    String text = Cells.orElse(String.join(",", hosts), "*");
    return more ? text + " + " + (rules.size() - 3) + " more..." : text;
  }

  private static Row ingressClass(ObjectNode object, Instant now) {
    boolean main = Cells.annotatedTrue(object, "ingressclass.kubernetes.io/is-default-class");
    return Cells.of(object, now)
        .text(Cells.nameOf(object) + (main ? " (default)" : ""))
        .text("", "spec", "controller")
        .text(parameters(object.at("spec", "parameters")))
        .age()
        .row();
  }

  private static String parameters(Node reference) {
    if (reference.isNull()) return Cells.NONE;
    String group = reference.get("apiGroup").text();
    String kind = reference.get("kind").text() + (group.isEmpty() ? "" : "." + group);
    return kind + "/" + reference.get("name").text();
  }

  private static Row networkPolicy(ObjectNode object, Instant now) {
    return Cells.named(object, now)
        .text(SelectorText.cell(object.at("spec", "podSelector")))
        .age()
        .row();
  }

  /// The age has no column: so upstream sends it.
  private static Row ipAddress(ObjectNode object, Instant now) {
    return Cells.named(object, now).text(parent(object.at("spec", "parentRef"))).age().row();
  }

  private static String parent(Node reference) {
    if (reference.isNull()) return Cells.NONE;
    String group = reference.get("group").text();
    String namespace = reference.get("namespace").text();
    return reference.get("resource").text()
        + (group.isEmpty() ? "" : "." + group)
        + "/"
        + (namespace.isEmpty() ? "" : namespace + "/")
        + reference.get("name").text();
  }

  private static Row serviceCidr(ObjectNode object, Instant now) {
    List<String> cidrs = object.at("spec", "cidrs").items().stream().map(Node::text).toList();
    return Cells.named(object, now).text(String.join(",", cidrs)).age().row();
  }
}
