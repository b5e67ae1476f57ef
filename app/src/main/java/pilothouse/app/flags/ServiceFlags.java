package pilothouse.app.flags;

import java.net.InetAddress;
import java.util.List;

/// The addresses and node ports that services get.
///
/// @param ranges CIDRs, one or two, of different address families
/// @param firstNodePort the first port of services of type NodePort, `lastNodePort` the last
public record ServiceFlags(List<Cidr> ranges, int firstNodePort, int lastNodePort) {
  private static final String DEFAULT_RANGE = "10.0.0.0/24";

  /// Addresses that share `bits` leading bits.
  public record Cidr(InetAddress address, int bits) {
    @Override
    public String toString() {
      return address.getHostAddress() + "/" + bits;
    }

    int width() {
      return address.getAddress().length * 8;
    }

    /// The first address that a service gets: the one after the network's own.
    public InetAddress first() {
      byte[] bytes = address.getAddress();
      for (int i = bytes.length - 1; i >= 0; i--) if (++bytes[i] != 0) break;
      try {
        return InetAddress.getByAddress(bytes);
      } catch (java.net.UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public ServiceFlags {
    ranges = List.copyOf(ranges);
  }

  static ServiceFlags from(Flags flags, List<String> errors) {
    String text = flags.text("service-cluster-ip-range");
    var ranges = new java.util.ArrayList<Cidr>();
    for (String part : (text.isEmpty() ? DEFAULT_RANGE : text).split(","))
      parse(part.strip())
          .ifPresentOrElse(
              ranges::add,
              () -> errors.add("--service-cluster-ip-range: \"" + part + "\" is not a CIDR"));
    if (ranges.size() > 2)
      errors.add("--service-cluster-ip-range must not hold more than two entries");
    if (ranges.size() == 2 && ranges.get(0).width() == ranges.get(1).width())
      errors.add("--service-cluster-ip-range: two entries must be of different IP families");
    for (Cidr range : ranges)
      if (range.width() - range.bits() < 3)
        errors.add("--service-cluster-ip-range: " + range + " must hold at least 8 addresses");
    return ports(flags.text("service-node-port-range"), ranges);
  }

  private static ServiceFlags ports(String text, List<Cidr> ranges) {
    if (!FlagType.isRange(text)) return new ServiceFlags(ranges, 30000, 32767);
    int split = Math.max(text.indexOf('-'), text.indexOf('+'));
    int first = Integer.parseInt(split < 0 ? text : text.substring(0, split));
    int second = split < 0 ? first : Integer.parseInt(text.substring(split + 1));
    return new ServiceFlags(ranges, first, text.indexOf('+') > 0 ? first + second : second);
  }

  private static java.util.Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !FlagType.isAddress(text.substring(0, slash)))
      return java.util.Optional.empty();
    if (!text.substring(slash + 1).matches("\\d{1,3}")) return java.util.Optional.empty();
    var address = InetAddress.ofLiteral(text.substring(0, slash));
    int bits = Integer.parseInt(text.substring(slash + 1));
    if (bits > address.getAddress().length * 8) return java.util.Optional.empty();
    return java.util.Optional.of(new Cidr(masked(address, bits), bits));
  }

  private static InetAddress masked(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int bit = bits; bit < bytes.length * 8; bit++)
      bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    try {
      return InetAddress.getByAddress(bytes);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
