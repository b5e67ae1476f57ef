package pilothouse.builtins.meta;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// IP addresses and blocks of them as text. Nothing is ever looked up.
public final class IpAddresses {
  public static final String INVALID =
      "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
  public static final String INVALID_CIDR =
      "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private IpAddresses() {}

  /// The address that a text means, leading zeros in it allowed; empty where it is none.
  public static Optional<InetAddress> parse(String text) {
    boolean four = V4.matcher(text).matches();
    if (!four && (!V6.matcher(text).matches() || text.contains(":::"))) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByName(four ? decimal(text) : text));
    } catch (UnknownHostException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static String decimal(String text) throws UnknownHostException {
    var out = new StringBuilder();
    for (String part : text.split("\\.", -1)) {
      int number = Integer.parseInt(part);
      if (number > 255) throw new UnknownHostException(text);
      out.append(out.isEmpty() ? "" : ".").append(number);
    }
    return out.toString();
  }

  public static boolean isV6(String text) {
    return text.indexOf(':') >= 0;
  }

  /// Checks a field of old, in which leading zeros were always taken.
  public static void legacy(FieldPath at, String text, Errors errors) {
    if (parse(text).isEmpty()) errors.add(FieldError.invalid(at, text, INVALID));
  }

  /// Checks what newer fields refuse of an address that can be read: leading zeros, and IPv4 in the clothes of IPv6.
  public static void strict(FieldPath at, String text, Errors errors) {
    if (text.matches("(.*\\.)?0[0-9]+(\\..*)?") && !isV6(text))
      errors.add(FieldError.invalid(at, text, "must not have leading 0s"));
    if (isV6(text) && parse(text).filter(a -> a.getAddress().length == 4).isPresent())
      errors.add(FieldError.invalid(at, text, "must not be an IPv4-mapped IPv6 address"));
  }

  /// Checks that an address may be an endpoint: none of the host's own, of a link, or of a group.
  public static void endpoint(
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

  /// Whether a text is a block such as `10.0.0.0/8`; bits below the mask may be set.
  public static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || parse(text.substring(0, slash)).isEmpty()) return false;
    String bits = text.substring(slash + 1);
    if (!bits.matches("[0-9]{1,3}")) return false;
    return Integer.parseInt(bits) <= (isV6(text.substring(0, slash)) ? 128 : 32);
  }
}
