package pilothouse.encryption;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES in GCM mode: a nonce of 12 random bytes, then the value with its tag of 16 bytes, bound to the context.
///
/// Source: apiserver `pkg/storage/value/encrypt/aes`.
final class AesGcm implements Transformer {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private final SecretKeySpec key;
  private final SecureRandom random;

  AesGcm(byte[] key, SecureRandom random) {
    this.key = new SecretKeySpec(key, "AES");
    this.random = random;
  }

  @Override
  public byte[] toStorage(byte[] data, byte[] context) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      return Stored.join(nonce, cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(data));
    } catch (GeneralSecurityException e) {
      throw new UnreadableException("AES-GCM failed", e);
    }
  }

  @Override
  public Plain fromStorage(byte[] stored, byte[] context) {
    Stored.requireLength(stored, NONCE);
    byte[] nonce = Arrays.copyOf(stored, NONCE);
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, nonce, context);
      return new Plain(cipher.doFinal(stored, NONCE, stored.length - NONCE));
    } catch (AEADBadTagException e) {
      throw new UnreadableException("cipher: message authentication failed", e);
    } catch (GeneralSecurityException e) {
      throw new UnreadableException("AES-GCM failed", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }
}
