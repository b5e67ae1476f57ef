package pilothouse.builtins.meta;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Counts addresses within a network.
public final class Addresses {
  private Addresses() {}

  /// The address that many after the network's own, in canonical text.
  public static String after(IpText.Network network, long offset) {
    return text(base(network).add(BigInteger.valueOf(offset)), network.isV6());
  }

  /// The network's own address as a number.
  public static BigInteger base(IpText.Network network) {
    BigInteger address = new BigInteger(1, network.address().getAddress());
    return address.shiftRight(hostBits(network)).shiftLeft(hostBits(network));
  }

  public static int hostBits(IpText.Network network) {
    return (network.isV6() ? 128 : 32) - network.bits();
  }

  public static String text(BigInteger address, boolean v6) {
    byte[] bytes = new byte[v6 ? 16 : 4];
    byte[] given = address.toByteArray();
    int taken = Math.min(given.length, bytes.length);
    System.arraycopy(given, given.length - taken, bytes, bytes.length - taken, taken);
    try {
      return IpText.canonical(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }
}
