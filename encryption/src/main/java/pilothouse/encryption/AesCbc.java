package pilothouse.encryption;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES in CBC mode: 16 random bytes, then the padded value. It binds nothing and notices no change of a byte; upstream keeps it, so do we.
///
/// Source: apiserver `pkg/storage/value/encrypt/aes`.
final class AesCbc implements Transformer {
  private static final int BLOCK = 16;
  private final SecretKeySpec key;
  private final SecureRandom random;

  AesCbc(byte[] key, SecureRandom random) {
    this.key = new SecretKeySpec(key, "AES");
    this.random = random;
  }

  @Override
  public byte[] toStorage(byte[] data, byte[] context) {
    byte[] start = new byte[BLOCK];
    random.nextBytes(start);
    try {
      return Stored.join(
          start, cipher("AES/CBC/PKCS5Padding", Cipher.ENCRYPT_MODE, start).doFinal(data));
    } catch (GeneralSecurityException e) {
      throw new UnreadableException("AES-CBC failed", e);
    }
  }

  @Override
  public Plain fromStorage(byte[] stored, byte[] context) {
    Stored.requireLength(stored, BLOCK);
    if (stored.length % BLOCK != 0)
      throw new UnreadableException("the stored data is not a multiple of the block size");
    byte[] start = Arrays.copyOf(stored, BLOCK);
    try {
      var cipher = cipher("AES/CBC/NoPadding", Cipher.DECRYPT_MODE, start);
      return new Plain(unpadded(cipher.doFinal(stored, BLOCK, stored.length - BLOCK)));
    } catch (GeneralSecurityException e) {
      throw new UnreadableException("AES-CBC failed", e);
    }
  }

  /// Not left to the cipher, whose words for bad padding differ from upstream's.
  private static byte[] unpadded(byte[] padded) {
    int padding = padded.length == 0 ? 0 : padded[padded.length - 1] & 0xff;
    if (padding == 0 || padding > padded.length)
      throw new UnreadableException("invalid PKCS7 data (empty or not padded)");
    for (int i = padded.length - padding; i < padded.length; i++)
      if ((padded[i] & 0xff) != padding) throw new UnreadableException("invalid padding on input");
    return Arrays.copyOf(padded, padded.length - padding);
  }

  private Cipher cipher(String name, int mode, byte[] start) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(name);
    cipher.init(mode, key, new IvParameterSpec(start));
    return cipher;
  }
}
