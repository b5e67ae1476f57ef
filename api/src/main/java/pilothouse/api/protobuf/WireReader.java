package pilothouse.api.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the fields of one message one after the other.
///
/// Every length is checked against what is left, so that no input makes it allocate more than the input's size.
public final class WireReader {
  private final byte[] in;
  private final int end;
  private int at;
  private int field;
  private int wireType;

  public WireReader(byte[] in, int from, int end) {
    this.in = in;
    this.at = from;
    this.end = end;
  }

  /// Moves to the next field; false at the end of the message.
  public boolean next() {
    if (at >= end) return false;
    long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (wireType == 4) throw new ProtobufException("proto: wiretype end group for non-group");
    if (field <= 0)
      throw new ProtobufException("proto: illegal tag " + field + " (wire type " + tag + ")");
    return true;
  }

  public int field() {
    return field;
  }

  /// How the field is encoded: 0 a number, 1 and 5 eight and four bytes, 2 with a length.
  public int wireType() {
    return wireType;
  }

  public long number(String name) {
    expect(0, name);
    return varint();
  }

  public double fixed64(String name) {
    expect(1, name);
    if (end - at < 8) throw eof();
    long bits = 0;
    for (int i = 7; i >= 0; i--) bits = bits << 8 | in[at + i] & 0xff;
    at += 8;
    return Double.longBitsToDouble(bits);
  }

  public String text(String name) {
    int length = length(name);
    at += length;
    return new String(in, at - length, length, StandardCharsets.UTF_8);
  }

  public byte[] bytes(String name) {
    int length = length(name);
    at += length;
    return Arrays.copyOfRange(in, at - length, at);
  }

  public WireReader message(String name) {
    int length = length(name);
    at += length;
    return new WireReader(in, at - length, at);
  }

  public void skip() {
    switch (wireType) {
      case 0 -> varint();
      case 1 -> advance(8);
      case 2 -> advance(checked(varint()));
      case 5 -> advance(4);
      default -> throw new ProtobufException("proto: illegal wireType " + wireType);
    }
  }

  private void advance(int bytes) {
    if (end - at < bytes) throw eof();
    at += bytes;
  }

  private int length(String name) {
    expect(2, name);
    return checked(varint());
  }

  private int checked(long length) {
    if (length < 0) throw new ProtobufException("proto: negative length found during unmarshaling");
    if (length > end - at) throw eof();
    return (int) length;
  }

  private void expect(int wanted, String name) {
    if (wireType != wanted)
      throw new ProtobufException("proto: wrong wireType = " + wireType + " for field " + name);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) throw eof();
      byte b = in[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) return value;
    }
    throw new ProtobufException("proto: integer overflow");
  }

  private static ProtobufException eof() {
    return new ProtobufException("unexpected EOF");
  }
}
