package pilothouse.cel.library;

import pilothouse.api.validation.GoText;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.OpaqueValue;
import pilothouse.cel.value.Value;
import pilothouse.cel.value.Value.Text;

/// Networks: `cidr('10.0.0.0/8').containsIP('10.1.1.1')`.
///
/// Source: apiserver `pkg/cel/library/cidr.go`.
final class Networks {

  record Network(IpAddress address, int prefix) implements OpaqueValue {
    @Override
    public String typeName() {
      return "net.CIDR";
    }

    @Override
    public int size() {
      return (prefix + 7) / 8;
    }

    @Override
    public String toString() {
      return address + "/" + prefix;
    }

    boolean contains(IpAddress other) {
      return other.v4() == address.v4() && other.masked(prefix).equals(address.masked(prefix));
    }
  }

  private Networks() {}

  static void addTo(Overloads all) {
    all.one("cidr", Text.class, a -> parse(a.value()))
        .one("isCIDR", Text.class, a -> Value.of(valid(a.value())))
        .one("string", Network.class, a -> Value.of(a.toString()))
        .two(
            "containsIP",
            Network.class,
            Text.class,
            (a, b) -> Value.of(a.contains(IpAddress.parse(b.value()))))
        .two("containsIP", Network.class, IpAddress.class, (a, b) -> Value.of(a.contains(b)))
        .two(
            "containsCIDR",
            Network.class,
            Text.class,
            (a, b) -> Value.of(contains(a, parse(b.value()))))
        .two("containsCIDR", Network.class, Network.class, (a, b) -> Value.of(contains(a, b)))
        .one("ip", Network.class, Network::address)
        .one("prefixLength", Network.class, a -> Value.of(a.prefix()))
        .one("masked", Network.class, a -> new Network(a.address().masked(a.prefix()), a.prefix()));
  }

  private static boolean contains(Network a, Network b) {
    return a.prefix() <= b.prefix() && a.contains(b.address());
  }

  private static boolean valid(String text) {
    try {
      parse(text);
      return true;
    } catch (EvalException e) {
      return false;
    }
  }

  private static Network parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) throw wrong(text, "no '/'");
    IpAddress address = address(text, text.substring(0, slash));
    String bits = text.substring(slash + 1);
    if (bits.isEmpty() || bits.length() > 1 && bits.charAt(0) == '0' || !digits(bits))
      throw wrong(text, "bad bits after slash: " + GoText.quote(bits));
    int prefix = bits.length() > 4 ? 9999 : Integer.parseInt(bits);
    if (prefix > address.bits()) throw wrong(text, "prefix length out of range");
    return new Network(address, prefix);
  }

  private static IpAddress address(String text, String address) {
    try {
      return IpAddress.parse(address);
    } catch (EvalException e) {
      if (e.text().startsWith("IPv4-mapped"))
        throw new EvalException(
            "network address parse error during conversion from string: IPv4-mapped IPv6 address "
                + GoText.quote(text)
                + " is not allowed");
      throw wrong(
          text,
          e.text()
              .substring(e.text().indexOf("ParseAddr") < 0 ? 0 : e.text().indexOf("ParseAddr")));
    }
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// The words stand twice: upstream says them on the way up and again at the top.
  private static EvalException wrong(String text, String cause) {
    String words = "network address parse error during conversion from string: ";
    return new EvalException(
        words + words + "netip.ParsePrefix(" + GoText.quote(text) + "): " + cause);
  }
}
