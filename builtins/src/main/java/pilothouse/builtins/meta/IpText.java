package pilothouse.builtins.meta;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// IP addresses and networks as texts: read as leniently as upstream reads old objects, checked as strictly as it checks new ones.
///
/// Source: apimachinery `pkg/util/validation/ip.go`.
public final class IpText {
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern LEADING_ZERO = Pattern.compile("(^|\\.)0\\d.*|.*\\.0\\d.*");
  public static final String BAD_CIDR =
      "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
  public static final String BAD_IP =
      "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

  private static final String MAPPED = "must not be an IPv4-mapped IPv6 address";

  /// Bits of an IPv6 address before the IPv4 one that is mapped into it.
  private static final int MAPPED_BITS = 96;

  private IpText() {}

  public static boolean isV6(String text) {
    return text.indexOf(':') >= 0;
  }

  /// IPv4 in the clothes of IPv6, as in `::ffff:10.0.0.1`.
  private static boolean isMapped(String text) {
    return isV6(text) && address(text).filter(a -> a.getAddress().length == 4).isPresent();
  }

  /// A network: its address and the length of its prefix in bits.
  public record Network(InetAddress address, int bits) {
    public boolean isV6() {
      return address instanceof Inet6Address;
    }

    public boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
      return mine.length == theirs.length
          && Arrays.equals(masked(mine, bits), masked(theirs, bits));
    }

    public boolean strictlyContains(Network other) {
      return other.bits > bits && contains(other.address);
    }

    boolean hasHostBits() {
      return !Arrays.equals(masked(address.getAddress(), bits), address.getAddress());
    }

    /// As upstream prints it: the masked address and the length.
    public String canonical() {
      return IpText.canonical(ofBytes(masked(address.getAddress(), bits))) + "/" + bits;
    }
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] out = address.clone();
    for (int i = 0; i < out.length; i++) {
      int keep = Math.clamp(bits - i * 8L, 0, 8);
      out[i] &= (byte) (0xff << (8 - keep));
    }
    return out;
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", impossible);
    }
  }

  /// The address that a text means, leading zeros and all; empty when it is none.
  public static Optional<InetAddress> address(String text) {
    if (V4.matcher(text).matches()) return v4(text);
    if (!V6_CHARACTERS.matcher(text).matches()) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> v4(String text) {
    String[] parts = text.split("\\.");
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(parts[i]);
      if (part > 255) return Optional.empty();
      bytes[i] = (byte) part;
    }
    return Optional.of(ofBytes(bytes));
  }

  /// The network that a text means; empty when it is none.
  public static Optional<Network> cidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) return Optional.empty();
    String length = text.substring(slash + 1);
    if (!length.matches("\\d{1,3}")) return Optional.empty();
    String given = text.substring(0, slash);
    int bits = Integer.parseInt(length) - (isMapped(given) ? MAPPED_BITS : 0);
    return address(given)
        .filter(address -> bits >= 0 && bits <= address.getAddress().length * 8)
        .map(address -> new Network(address, bits));
  }

  /// What is wrong with a network, as for new objects: unreadable, leading zeros, host bits.
  public static List<String> checkCidr(String text) {
    Optional<Network> network = cidr(text);
    if (network.isEmpty()) return List.of(BAD_CIDR);
    var found = new ArrayList<String>(0);
    String length = text.substring(text.indexOf('/') + 1);
    if (hasLeadingZero(text) || (length.length() > 1 && length.startsWith("0")))
      found.add("must not have leading 0s in IP or prefix length");
    if (isMapped(text.substring(0, text.indexOf('/')))) found.add(MAPPED);
    if (network.get().hasHostBits()) found.add("must not have bits set beyond the prefix length");
    return found;
  }

  /// What is wrong with an address, as for new objects.
  public static List<String> checkAddress(String text) {
    if (address(text).isEmpty()) return List.of(BAD_IP);
    var found = new ArrayList<String>(0);
    if (hasLeadingZero(text)) found.add("must not have leading 0s");
    if (isMapped(text)) found.add(MAPPED);
    return found;
  }

  /// What is wrong with an address in a field of old, in which leading zeros were always taken.
  public static List<String> checkReadable(String text) {
    return address(text).isEmpty() ? List.of(BAD_IP) : List.of();
  }

  private static boolean hasLeadingZero(String text) {
    return text.indexOf(':') < 0 && LEADING_ZERO.matcher(text).matches();
  }

  /// An address as Go's `netip` prints it: IPv6 in lower case, the longest run of zeros as `::`.
  public static String canonical(InetAddress address) {
    return address instanceof Inet6Address ? v6(address.getAddress()) : address.getHostAddress();
  }

  private static String v6(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = i;
      while (run < 8 && groups[run] == 0) run++;
      if (run - i > length) {
        start = i;
        length = run - i;
      }
    }
    return join(groups, start, length);
  }

  private static String join(int[] groups, int start, int length) {
    var out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append("::");
        i += length - 1;
        continue;
      }
      if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') out.append(':');
      out.append(Integer.toHexString(groups[i]));
    }
    return out.toString();
  }
}
