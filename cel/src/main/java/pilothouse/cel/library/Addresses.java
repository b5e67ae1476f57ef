package pilothouse.cel.library;

import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Text;

/// Addresses: `ip('10.0.0.1').family()`.
///
/// Source: apiserver `pkg/cel/library/ip.go`.
final class Addresses {
  private Addresses() {}

  static void addTo(Overloads all) {
    all.one("ip", Text.class, a -> IpAddress.parse(a.value()))
        .one("isIP", Text.class, a -> Value.of(valid(a.value())))
        .one(
            "ip.isCanonical",
            Text.class,
            a -> Value.of(IpAddress.parse(a.value()).toString().equals(a.value())))
        .one("string", IpAddress.class, a -> Value.of(a.toString()))
        .one("family", IpAddress.class, a -> Value.of(a.v4() ? 4 : 6))
        .one("isUnspecified", IpAddress.class, a -> Value.of(a.unspecified()))
        .one("isLoopback", IpAddress.class, a -> Value.of(a.loopback()))
        .one("isLinkLocalMulticast", IpAddress.class, a -> Value.of(a.linkLocalMulticast()))
        .one("isLinkLocalUnicast", IpAddress.class, a -> Value.of(a.linkLocalUnicast()))
        .one("isGlobalUnicast", IpAddress.class, a -> Value.of(a.globalUnicast()));
  }

  private static boolean valid(String text) {
    try {
      IpAddress.parse(text);
      return true;
    } catch (EvalException e) {
      return false;
    }
  }
}
