package pilothouse.builtins.meta;

import java.net.InetAddress;
import java.util.Optional;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The check of an address that traffic is to go to.
public final class EndpointAddress {
  private EndpointAddress() {}

  /// Checks that an address may be an endpoint: none of the host's own, of a link, or of a group.
  public static void check(
      FieldPath at, String text, Optional<InetAddress> address, Errors errors) {
    if (address.isEmpty()) {
      errors.add(FieldError.invalid(at, text, "must be a valid IP address"));
      return;
    }
    InetAddress ip = address.get();
    if (ip.isAnyLocalAddress())
      errors.add(FieldError.invalid(at, text, "may not be unspecified (" + text + ")"));
    if (ip.isLoopbackAddress())
      errors.add(
          FieldError.invalid(at, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)"));
    if (ip.isLinkLocalAddress())
      errors.add(
          FieldError.invalid(
              at, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)"));
    if (linkLocalMulticast(ip))
      errors.add(
          FieldError.invalid(
              at, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"));
  }

  private static boolean linkLocalMulticast(InetAddress ip) {
    byte[] bytes = ip.getAddress();
    if (bytes.length == 4) return (bytes[0] & 0xff) == 224 && bytes[1] == 0 && bytes[2] == 0;
    return (bytes[0] & 0xff) == 0xff && (bytes[1] & 0x0f) == 2;
  }
}
