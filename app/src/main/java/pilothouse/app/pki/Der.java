package pilothouse.app.pki;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/// The Distinguished Encoding Rules of ASN.1 (X.690), as far as a certificate needs them: every value is a tag, a length and a content.
final class Der {
  private static final int UTC_TIME_ENDS = 2050;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(0x30, parts);
  }

  /// `[number]`, around whole values.
  static byte[] explicit(int number, byte[]... parts) {
    return tagged(0xa0 | number, parts);
  }

  /// `[number]`, in place of a string's own tag.
  static byte[] implicit(int number, byte[] content) {
    return tagged(0x80 | number, content);
  }

  static byte[] integer(BigInteger value) {
    return tagged(0x02, value.toByteArray());
  }

  static byte[] yes() {
    return tagged(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] nothing() {
    return tagged(0x05);
  }

  static byte[] octets(byte[] content) {
    return tagged(0x04, content);
  }

  static byte[] bits(byte[] content) {
    return tagged(0x03, new byte[] {0}, content);
  }

  /// At most eight flags, the first in the highest bit; zeros at the end are not written.
  static byte[] flags(int flags) {
    int unused = Integer.numberOfTrailingZeros(flags);
    return tagged(0x03, new byte[] {(byte) unused, (byte) flags});
  }

  static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.");
    var content = new ByteArrayOutputStream();
    base128(Integer.parseInt(arcs[0]) * 40L + Integer.parseInt(arcs[1]), content);
    for (int i = 2; i < arcs.length; i++) base128(Long.parseLong(arcs[i]), content);
    return tagged(0x06, content.toByteArray());
  }

  private static void base128(long arc, ByteArrayOutputStream out) {
    for (int shift = 56; shift > 0; shift -= 7)
      if (arc >> shift != 0) out.write((int) (arc >> shift) | 0x80);
    out.write((int) arc & 0x7f);
  }

  /// To the second; two digits of the year until 2049 (RFC 5280, 4.1.2.5).
  static byte[] time(Instant time) {
    var utc = time.atOffset(ZoneOffset.UTC);
    boolean old = utc.getYear() < UTC_TIME_ENDS;
    var format = DateTimeFormatter.ofPattern(old ? "yyMMddHHmmss'Z'" : "uuuuMMddHHmmss'Z'");
    return tagged(old ? 0x17 : 0x18, format.format(utc).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) length += part.length;
    var out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    length(length, out);
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }

  private static void length(int length, ByteArrayOutputStream out) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    byte[] bytes = BigInteger.valueOf(length).toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    out.write(0x80 | bytes.length - from);
    out.write(bytes, from, bytes.length - from);
  }

  /// Walks over the values inside a value.
  static final class Reader {
    private final byte[] bytes;
    private int at;

    private Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    static Reader inside(byte[] value) {
      return new Reader(new Reader(value).content());
    }

    void skip() {
      content();
    }

    /// What the next value holds.
    ///
    /// @throws IndexOutOfBoundsException where the bytes end before it does
    byte[] content() {
      at++; // the tag
      int length = bytes[at++] & 0xff;
      if (length > 0x80) {
        int size = length & 0x7f;
        length = 0;
        while (size-- > 0) length = length << 8 | bytes[at++] & 0xff;
      }
      if (length < 0 || at + length > bytes.length) throw new IndexOutOfBoundsException(length);
      at += length;
      return Arrays.copyOfRange(bytes, at - length, at);
    }
  }
}
