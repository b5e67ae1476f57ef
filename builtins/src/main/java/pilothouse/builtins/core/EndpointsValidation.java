package pilothouse.builtins.core;

import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.EndpointAddress;
import pilothouse.builtins.meta.IpText;

/// The checks of endpoints.
final class EndpointsValidation {
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private EndpointsValidation() {}

  static void create(ObjectNode endpoints, Errors errors) {
    List<Node> subsets = endpoints.get("subsets").items();
    for (int i = 0; i < subsets.size(); i++)
      subset(FieldPath.of("subsets").index(i), subsets.get(i), errors);
  }

  static void update(ObjectNode endpoints, ObjectNode old, Errors errors) {
    if (!endpoints.get("subsets").equals(old.get("subsets"))) create(endpoints, errors);
  }

  private static void subset(FieldPath at, Node subset, Errors errors) {
    List<Node> ready = subset.get("addresses").items();
    List<Node> others = subset.get("notReadyAddresses").items();
    if (ready.isEmpty() && others.isEmpty())
      errors.add(FieldError.required(at, "must specify `addresses` or `notReadyAddresses`"));
    for (int i = 0; i < ready.size(); i++)
      address(at.child("addresses").index(i), ready.get(i), errors);
    for (int i = 0; i < others.size(); i++)
      address(at.child("notReadyAddresses").index(i), others.get(i), errors);
    List<Node> ports = subset.get("ports").items();
    for (int i = 0; i < ports.size(); i++)
      port(at.child("ports").index(i), ports.get(i), ports.size() > 1, errors);
  }

  private static void address(FieldPath at, Node address, Errors errors) {
    String ip = address.get("ip").text();
    FieldPath path = at.child("ip");
    Checks.format(path, ip, IpText::checkAddress, errors);
    Checks.formatIfSet(at.child("hostname"), address.get("hostname"), Formats::dnsLabel, errors);
    if (!address.get("nodeName").isNull())
      Checks.format(
          at.child("nodeName"), address.get("nodeName").text(), Formats::dnsSubdomain, errors);
    EndpointAddress.check(path, ip, IpText.address(ip), errors);
  }

  private static void port(FieldPath at, Node port, boolean named, Errors errors) {
    if (named && port.get("name").text().isEmpty())
      errors.add(FieldError.required(at.child("name"), ""));
    Checks.formatIfSet(at.child("name"), port.get("name"), Formats::dnsLabel, errors);
    Checks.port(at.child("port"), port.get("port"), errors);
    if (Checks.required(at.child("protocol"), port.get("protocol"), errors))
      Checks.oneOf(at.child("protocol"), port.get("protocol"), PROTOCOLS, errors);
    if (!port.get("appProtocol").isNull())
      Checks.format(
          at.child("appProtocol"), port.get("appProtocol").text(), Formats::qualifiedName, errors);
  }
}
