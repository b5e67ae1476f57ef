package pilothouse.cel.library;

import java.util.Arrays;
import pilothouse.api.validation.GoText;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.OpaqueValue;

/// An address of IPv4 or IPv6, as Go's `net/netip` reads and prints it: no leading zeros, no zone, no IPv4 in IPv6.
final class IpAddress implements OpaqueValue {
  private final byte[] bytes;

  IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @throws EvalException in the words of the wire
  static IpAddress parse(String text) {
    String what =
        "IP Address " + GoText.quote(text) + " parse error during conversion from string: ";
    int percent = text.indexOf('%');
    if (percent >= 0 && text.indexOf(':') >= 0) {
      read(text.substring(0, percent), what);
      throw new EvalException(
          "IP address " + GoText.quote(text) + " with zone value is not allowed");
    }
    IpAddress address = read(text, what);
    if (address.mapped())
      throw new EvalException("IPv4-mapped IPv6 address " + GoText.quote(text) + " is not allowed");
    return address;
  }

  private static IpAddress read(String text, String what) {
    String go = what + "ParseAddr(" + GoText.quote(text) + "): ";
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '.') return new IpAddress(v4(text, go));
      if (text.charAt(i) == ':') return new IpAddress(v6(text, go));
    }
    throw new EvalException(go + "unable to parse IP");
  }

  private static byte[] v4(String text, String go) {
    var bytes = new byte[4];
    int at = 0;
    for (int field = 0; field < 4; field++) {
      int value = 0;
      int from = at;
      while (at < text.length() && text.charAt(at) != '.') {
        char c = text.charAt(at);
        if (c < '0' || c > '9')
          throw new EvalException(
              go + "unexpected character (at " + GoText.quote(text.substring(at)) + ")");
        if (at > from && text.charAt(from) == '0')
          throw new EvalException(go + "IPv4 field has octet with leading zero");
        value = value * 10 + c - '0';
        if (value > 255) throw new EvalException(go + "IPv4 field has value >255");
        at++;
      }
      if (at == from)
        throw new EvalException(go + "IPv4 field must have at least one digit" + where(text, at));
      bytes[field] = (byte) value;
      if (field < 3 && at >= text.length()) throw new EvalException(go + "IPv4 address too short");
      at++;
    }
    if (at <= text.length()) throw new EvalException(go + "IPv4 address too long");
    return bytes;
  }

  private static String where(String text, int at) {
    return at < text.length() ? " (at " + GoText.quote(text.substring(at)) + ")" : "";
  }

  private static byte[] v6(String text, String go) {
    var bytes = new byte[16];
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0)
      throw new EvalException(go + "multiple :: in address");
    String head = gap < 0 ? text : text.substring(0, gap);
    String tail = gap < 0 ? "" : text.substring(gap + 2);
    int front = fields(head, bytes, 0, go);
    var back = new byte[16];
    int rear = fields(tail, back, 0, go);
    if (gap < 0 && front != 16 || front + rear > 16)
      throw new EvalException(go + "address string too " + (front + rear > 16 ? "long" : "short"));
    if (gap >= 0 && front + rear > 14)
      throw new EvalException(go + "the :: must expand to at least one field of zeros");
    System.arraycopy(back, 0, bytes, 16 - rear, rear);
    return bytes;
  }

  /// Fills in groups of four digits, the last of them perhaps an IPv4 address; how many bytes they take.
  private static int fields(String text, byte[] into, int from, String go) {
    if (text.isEmpty()) return 0;
    int at = from;
    for (String field : text.split(":", -1)) {
      if (field.indexOf('.') >= 0) {
        if (at > 12 || !text.endsWith(field))
          throw new EvalException(
              go + "embedded IPv4 address must replace the final 2 fields of the address");
        System.arraycopy(v4(field, go), 0, into, at, 4);
        return at + 4;
      }
      if (field.isEmpty())
        throw new EvalException(go + "each colon-separated field must have at least one digit");
      if (field.length() > 4) throw new EvalException(go + "each group must have 4 or less digits");
      if (at >= 16) throw new EvalException(go + "trailing garbage after address");
      int value = hex(field, go);
      into[at++] = (byte) (value >> 8);
      into[at++] = (byte) value;
    }
    return at;
  }

  private static int hex(String field, String go) {
    int value = 0;
    for (int i = 0; i < field.length(); i++) {
      int digit = field.charAt(i) < 0x80 ? Character.digit(field.charAt(i), 16) : -1;
      if (digit < 0)
        throw new EvalException(
            go + "unexpected character (at " + GoText.quote(field.substring(i)) + ")");
      value = value * 16 + digit;
    }
    return value;
  }

  private boolean mapped() {
    if (bytes.length != 16) return false;
    for (int i = 0; i < 10; i++) if (bytes[i] != 0) return false;
    return at(10) == 0xff && at(11) == 0xff;
  }

  int at(int i) {
    return bytes[i] & 0xff;
  }

  int bits() {
    return bytes.length * 8;
  }

  boolean v4() {
    return bytes.length == 4;
  }

  /// This address with all bits behind the first cleared.
  IpAddress masked(int prefix) {
    byte[] masked = bytes.clone();
    for (int i = 0; i < masked.length; i++) {
      int keep = Math.clamp(prefix - i * 8L, 0, 8);
      masked[i] &= (byte) (0xff << (8 - keep));
    }
    return new IpAddress(masked);
  }

  boolean unspecified() {
    for (byte b : bytes) if (b != 0) return false;
    return true;
  }

  boolean loopback() {
    if (v4()) return at(0) == 127;
    return at(15) == 1 && new IpAddress(Arrays.copyOf(bytes, 15)).unspecified();
  }

  boolean linkLocalUnicast() {
    return v4() ? at(0) == 169 && at(1) == 254 : at(0) == 0xfe && (at(1) & 0xc0) == 0x80;
  }

  boolean linkLocalMulticast() {
    return v4() ? at(0) == 224 && at(1) == 0 && at(2) == 0 : at(0) == 0xff && (at(1) & 0x0f) == 2;
  }

  private boolean multicast() {
    return v4() ? (at(0) & 0xf0) == 0xe0 : at(0) == 0xff;
  }

  boolean globalUnicast() {
    boolean broadcast = v4() && at(0) == 255 && at(1) == 255 && at(2) == 255 && at(3) == 255;
    return !broadcast && !unspecified() && !loopback() && !multicast() && !linkLocalUnicast();
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public String typeName() {
    return "net.IP";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    if (v4()) return at(0) + "." + at(1) + "." + at(2) + "." + at(3);
    int gap = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = zeros(i);
      if (zeros > length) {
        gap = i;
        length = zeros;
      }
    }
    var out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        out.append("::");
        i += length - 1;
        continue;
      }
      if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') out.append(':');
      out.append(Integer.toHexString(at(2 * i) << 8 | at(2 * i + 1)));
    }
    return out.toString();
  }

  private int zeros(int from) {
    int i = from;
    while (i < 8 && at(2 * i) == 0 && at(2 * i + 1) == 0) i++;
    return i - from;
  }
}
