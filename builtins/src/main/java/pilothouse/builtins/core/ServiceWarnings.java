package pilothouse.builtins.core;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.allocation.ServiceSpec;
import pilothouse.builtins.meta.IpText;

/// What a client is warned of though its service is stored.
///
/// Source of the texts: kubernetes `pkg/api/service/warnings.go`.
final class ServiceWarnings {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private ServiceWarnings() {}

  static List<String> of(ObjectNode service) {
    var warnings = new ArrayList<String>();
    Node spec = ServiceSpec.of(service);
    boolean named = ServiceSpec.isType(service, ServiceSpec.EXTERNAL_NAME);
    boolean external = !spec.get("externalIPs").items().isEmpty();
    if (!ServiceSpec.isHeadless(service))
      addresses(spec.get("clusterIPs"), SPEC.child("clusterIPs"), warnings);
    if (!spec.get("loadBalancerIP").text().isEmpty())
      address(spec.get("loadBalancerIP").text(), SPEC.child("loadBalancerIP"), warnings);
    addresses(spec.get("externalIPs"), SPEC.child("externalIPs"), warnings);
    if (named && external)
      warnings.add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
    if (!named && !spec.get("externalName").text().isEmpty())
      warnings.add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
    if (!named && external)
      warnings.add(
          "spec.externalIPs is deprecated and may no longer be implemented in some clusters");
    if (spec.get("trafficDistribution").text().equals("PreferClose"))
      warnings.add(
          "spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"");
    return warnings;
  }

  private static void addresses(Node ips, FieldPath at, List<String> warnings) {
    List<Node> items = ips.items();
    for (int i = 0; i < items.size(); i++) address(items.get(i).text(), at.index(i), warnings);
  }

  private static void address(String text, FieldPath at, List<String> warnings) {
    Optional<InetAddress> address = IpText.address(text);
    if (address.isEmpty() || !(address.get() instanceof Inet6Address)) return;
    String canonical = IpText.canonical(address.get());
    if (!canonical.equals(text))
      warnings.add(
          at
              + ": IPv6 address "
              + FieldError.quote(text)
              + " should be in RFC 5952 canonical format ("
              + FieldError.quote(canonical)
              + ")");
  }
}
