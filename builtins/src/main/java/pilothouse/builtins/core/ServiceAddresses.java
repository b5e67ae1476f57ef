package pilothouse.builtins.core;

import java.net.InetAddress;
import java.util.List;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.api.validation.Formats;
import pilothouse.builtins.meta.Checks;
import pilothouse.builtins.meta.IpText;

/// The checks of addresses and networks in a service: external ones, source ranges, and what load balancers report.
final class ServiceAddresses {
  private ServiceAddresses() {}

  static void external(Node spec, FieldPath at, Errors errors) {
    List<Node> ips = spec.get("externalIPs").items();
    for (int i = 0; i < ips.size(); i++) {
      String ip = ips.get(i).text();
      List<String> wrong = IpText.checkAddress(ip);
      if (wrong.isEmpty()) wrong = IpText.address(ip).map(a -> special(a, ip)).orElse(List.of());
      for (String text : wrong) errors.add(FieldError.invalid(at.index(i), ip, text));
    }
  }

  private static List<String> special(InetAddress address, String text) {
    if (address.isAnyLocalAddress()) return List.of("may not be unspecified (" + text + ")");
    if (address.isLoopbackAddress())
      return List.of("may not be in the loopback range (127.0.0.0/8, ::1/128)");
    if (address.isLinkLocalAddress())
      return List.of("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
    if (isLinkLocalMulticast(address))
      return List.of("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    return List.of();
  }

  private static boolean isLinkLocalMulticast(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? (bytes[0] & 0xff) == 224 && bytes[1] == 0 && bytes[2] == 0
        : (bytes[0] & 0xff) == 0xff && (bytes[1] & 0x0f) == 2;
  }

  static void ranges(List<String> ranges, FieldPath at, Errors errors) {
    for (int i = 0; i < ranges.size(); i++) range(ranges.get(i).strip(), at.index(i), errors);
  }

  static void annotatedRanges(String ranges, FieldPath at, Errors errors) {
    if (ranges.isBlank()) return;
    for (String range : ranges.strip().split(",", -1)) range(range.strip(), at, errors);
  }

  private static void range(String range, FieldPath at, Errors errors) {
    for (String wrong : IpText.checkCidr(range)) errors.add(FieldError.invalid(at, range, wrong));
  }

  /// One point of entry that a load balancer reports.
  static void ingress(Node point, FieldPath at, Errors errors) {
    String ip = point.get("ip").text();
    Node mode = point.get("ipMode");
    if (!ip.isEmpty())
      Checks.format(at.child("ip"), point.get("ip").text(), IpText::checkAddress, errors);
    if (mode.isNull() && !ip.isEmpty())
      errors.add(FieldError.required(at.child("ipMode"), "must be specified when `ip` is set"));
    if (!mode.isNull() && ip.isEmpty())
      errors.add(
          FieldError.forbidden(at.child("ipMode"), "may not be specified when `ip` is not set"));
    if (!mode.isNull() && !ip.isEmpty())
      Checks.oneOf(at.child("ipMode"), mode, List.of("Proxy", "VIP"), errors);
    hostname(point.get("hostname"), at.child("hostname"), errors);
  }

  private static void hostname(Node name, FieldPath at, Errors errors) {
    if (name.text().isEmpty()) return;
    Checks.format(at, name.text(), Formats::dnsSubdomain, errors);
    if (IpText.address(name.text()).isPresent())
      errors.add(FieldError.invalid(at, name.text(), "must be a DNS name, not an IP address"));
  }
}
