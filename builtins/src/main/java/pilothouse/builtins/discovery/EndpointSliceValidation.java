package pilothouse.builtins.discovery;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.Checks.Format;
import pilothouse.builtins.meta.EndpointAddress;
import pilothouse.builtins.meta.IpText;

/// The check of a slice's endpoints and ports.
///
/// Source: `pkg/apis/discovery/validation/validation.go`.
final class EndpointSliceValidation {
  private static final int MOST_ENDPOINTS = 1000;
  private static final int MOST_ADDRESSES = 100;
  private static final int MOST_HINTS = 8;
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private EndpointSliceValidation() {}

  static void endpoints(Node slice, Errors errors) {
    List<Node> endpoints = slice.get("endpoints").items();
    FieldPath at = FieldPath.of("endpoints");
    if (endpoints.size() > MOST_ENDPOINTS) {
      errors.add(FieldError.tooMany(at, endpoints.size(), MOST_ENDPOINTS));
      return;
    }
    String type = slice.get("addressType").text();
    for (int i = 0; i < endpoints.size(); i++)
      endpoint(endpoints.get(i), type, at.index(i), errors);
  }

  private static void endpoint(Node endpoint, String type, FieldPath at, Errors errors) {
    List<Node> addresses = endpoint.get("addresses").items();
    FieldPath list = at.child("addresses");
    if (addresses.isEmpty())
      errors.add(FieldError.required(list, "must contain at least 1 address"));
    else if (addresses.size() > MOST_ADDRESSES)
      errors.add(FieldError.tooMany(list, addresses.size(), MOST_ADDRESSES));
    for (int i = 0; i < addresses.size(); i++)
      address(addresses.get(i), type, list, list.index(i), errors);
    if (!endpoint.get("nodeName").isNull())
      Checks.format(
          at.child("nodeName"), endpoint.get("nodeName").text(), Formats::dnsSubdomain, errors);
    if (!endpoint.get("hostname").isNull())
      Checks.format(
          at.child("hostname"), endpoint.get("hostname").text(), Formats::dnsLabel, errors);
    hints(endpoint, "forZones", Formats::labelValue, at, errors);
    hints(endpoint, "forNodes", Formats::dnsSubdomain, at, errors);
  }

  private static void hints(
      Node endpoint, String list, Format format, FieldPath above, Errors errors) {
    List<Node> hints = endpoint.at("hints", list).items();
    FieldPath at = above.child("hints").child(list);
    if (hints.size() > MOST_HINTS) errors.add(FieldError.tooMany(at, hints.size(), MOST_HINTS));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < hints.size() && hints.size() <= MOST_HINTS; i++) {
      Node name = hints.get(i).get("name");
      FieldPath path = at.index(i).child("name");
      if (!names.add(name.text())) errors.add(FieldError.duplicate(path, name.text()));
      Checks.format(path, name.text(), format, errors);
    }
  }

  private static void address(
      Node address, String type, FieldPath list, FieldPath at, Errors errors) {
    switch (type) {
      case "IPv4", "IPv6" -> ip(address.text(), type, list, at, errors);
      case "FQDN" -> domain(address.text(), at, errors);
      default -> {}
    }
  }

  /// A domain of two labels or more, which may end in a dot. Source: apimachinery `pkg/util/validation`, `IsFullyQualifiedDomainName`.
  private static void domain(String text, FieldPath at, Errors errors) {
    if (text.isEmpty()) {
      errors.add(FieldError.required(at, ""));
      return;
    }
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    List<String> wrong = Formats.dnsSubdomain(name);
    if (!wrong.isEmpty()) errors.add(FieldError.invalid(at, name, String.join(",", wrong)));
    else if (name.indexOf('.') < 0)
      errors.add(
          FieldError.invalid(
              at, name, "should be a domain with at least two segments separated by dots"));
    else longLabel(name).ifPresent(label -> tooLong(label, at, errors));
  }

  private static Optional<String> longLabel(String name) {
    return Stream.of(name.split("\\.", -1)).filter(label -> label.length() > 63).findFirst();
  }

  private static void tooLong(String label, FieldPath at, Errors errors) {
    errors.add(FieldError.invalid(at, label, String.join(",", Formats.dnsLabel(label))));
  }

  private static void ip(String text, String type, FieldPath list, FieldPath at, Errors errors) {
    List<String> wrong = IpText.checkAddress(text);
    wrong.forEach(detail -> errors.add(FieldError.invalid(at, text, detail)));
    Optional<InetAddress> ip = IpText.address(text);
    if (!wrong.isEmpty() || ip.isEmpty()) return;
    String canonical = IpText.canonical(ip.get());
    if (!text.equals(canonical))
      errors.add(
          FieldError.invalid(
              at, text, "must be in canonical form (" + FieldError.quote(canonical) + ")"));
    if (IpText.isV6(text) != type.equals("IPv6"))
      errors.add(FieldError.invalid(list, text, "must be an " + type + " address"));
    EndpointAddress.check(at, text, ip, errors);
  }

  static void ports(Node slice, Errors errors) {
    List<Node> ports = slice.get("ports").items();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++)
      port(ports.get(i), names, FieldPath.of("ports").index(i), errors);
  }

  private static void port(Node port, Set<String> names, FieldPath at, Errors errors) {
    String name = port.get("name").text();
    if (!name.isEmpty())
      Checks.format(at.child("name"), port.get("name").text(), Formats::dnsLabel, errors);
    if (!names.add(name)) errors.add(FieldError.duplicate(at.child("name"), name));
    Checks.oneOf(at.child("protocol"), port.get("protocol"), PROTOCOLS, errors);
    if (!port.get("appProtocol").isNull())
      Checks.format(
          at.child("appProtocol"), port.get("appProtocol").text(), Formats::qualifiedName, errors);
  }
}
