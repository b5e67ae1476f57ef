package pilothouse.encryption;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/// NaCl's secretbox, XSalsa20 with Poly1305: a nonce of 24 random bytes, the tag of 16 bytes, then the value.
///
/// Source: apiserver `pkg/storage/value/encrypt/secretbox`; the construction: "Cryptography in NaCl", section 10.
final class SecretBox implements Transformer {
  private static final int NONCE = 24;
  private static final int TAG = 16;
  private static final int MAC_KEY = 32;
  private final byte[] key;
  private final SecureRandom random;

  SecretBox(byte[] key, SecureRandom random) {
    this.key = key.clone();
    this.random = random;
  }

  @Override
  public byte[] toStorage(byte[] data, byte[] context) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return seal(nonce, data);
  }

  byte[] seal(byte[] nonce, byte[] data) {
    var stream = stream(nonce);
    byte[] macKey = macKey(stream);
    byte[] out = Arrays.copyOf(nonce, NONCE + TAG + data.length);
    stream.processBytes(data, 0, data.length, out, NONCE + TAG);
    System.arraycopy(tag(macKey, out, NONCE + TAG), 0, out, NONCE, TAG);
    return out;
  }

  @Override
  public Plain fromStorage(byte[] stored, byte[] context) {
    Stored.requireLength(stored, NONCE + TAG);
    var stream = stream(Arrays.copyOf(stored, NONCE));
    byte[] expected = tag(macKey(stream), stored, NONCE + TAG);
    // Upstream's words for a tag that does not match.
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(stored, NONCE, NONCE + TAG)))
      throw new UnreadableException("output array was not large enough for encryption");
    byte[] data = new byte[stored.length - NONCE - TAG];
    stream.processBytes(stored, NONCE + TAG, data.length, data, 0);
    return new Plain(data);
  }

  private XSalsa20Engine stream(byte[] nonce) {
    var engine = new XSalsa20Engine();
    engine.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    return engine;
  }

  /// The first bytes of the key stream, which encrypt nothing.
  private static byte[] macKey(XSalsa20Engine stream) {
    byte[] macKey = new byte[MAC_KEY];
    stream.processBytes(macKey, 0, MAC_KEY, macKey, 0);
    return macKey;
  }

  private static byte[] tag(byte[] macKey, byte[] out, int from) {
    var mac = new Poly1305();
    mac.init(new KeyParameter(macKey));
    mac.update(out, from, out.length - from);
    byte[] tag = new byte[TAG];
    mac.doFinal(tag, 0);
    return tag;
  }
}
