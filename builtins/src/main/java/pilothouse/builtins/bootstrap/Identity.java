package pilothouse.builtins.bootstrap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The name under which a server is known in its cluster: `apiserver-` and 26 characters that depend on its host's name.
///
/// Source of the derivation: apiserver `pkg/server/config.go`: base32 of the first half of SHA-256 over the host's name and the component's, each
/// after its length in two bytes.
public final class Identity {
  private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int HASHED_BYTES = 16;

  private Identity() {}

  public static String of(String hostname) {
    byte[] host = hostname.getBytes(StandardCharsets.UTF_8);
    byte[] component = "kube-apiserver".getBytes(StandardCharsets.UTF_8);
    var data = ByteBuffer.allocate(4 + host.length + component.length);
    data.putShort((short) host.length).put(host);
    data.putShort((short) component.length).put(component);
    return "apiserver-" + base32(sha256(data.array()));
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String base32(byte[] bytes) {
    var out = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (int i = 0; i < HASHED_BYTES; i++) {
      held = held << 8 | bytes[i] & 0xff;
      for (bits += 8; bits >= 5; bits -= 5) out.append(BASE_32.charAt(held >> bits - 5 & 31));
    }
    return out.append(BASE_32.charAt(held << 5 - bits & 31)).toString();
  }
}
