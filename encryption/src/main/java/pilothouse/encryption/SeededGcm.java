package pilothouse.encryption;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-GCM with a key of its own for every value, derived from a seed and 32 random bytes that stand before the value: no number of writes wears the
/// seed out.
///
/// Source: apiserver `pkg/storage/value/encrypt/aes`, "extended nonce GCM": HKDF-SHA256, expansion only.
final class SeededGcm implements Transformer {
  static final int SEED = 32;
  private static final int INFO = 32;
  private static final int KEY = 32;
  private final SecretKey seed;
  private final SecureRandom random;

  SeededGcm(byte[] seed, SecureRandom random) {
    if (seed.length < SEED)
      throw new UnreadableException(
          "invalid seed length " + seed.length + " used for key generation");
    this.seed = new SecretKeySpec(seed, "Generic");
    this.random = random;
  }

  @Override
  public byte[] toStorage(byte[] data, byte[] context) {
    byte[] info = new byte[INFO];
    random.nextBytes(info);
    return Stored.join(info, derived(info).toStorage(data, context));
  }

  @Override
  public Plain fromStorage(byte[] stored, byte[] context) {
    Stored.requireLength(stored, INFO);
    byte[] info = Arrays.copyOf(stored, INFO);
    return derived(info).fromStorage(Stored.without(info, stored), context);
  }

  private AesGcm derived(byte[] info) {
    try {
      var derivation = KDF.getInstance("HKDF-SHA256");
      return new AesGcm(
          derivation.deriveData(HKDFParameterSpec.expandOnly(seed, info, KEY)), random);
    } catch (GeneralSecurityException e) {
      throw new UnreadableException("failed to KDF expand seed with info", e);
    }
  }
}
