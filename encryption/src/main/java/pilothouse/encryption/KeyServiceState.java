package pilothouse.encryption;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known of one key service: whether it is well, and the seed that values are encrypted with now, which it has encrypted.
///
/// A new seed is made when the service names another key. While the service is ill, writing goes on with the old seed for three minutes, reading for
/// as long as seeds are remembered.
///
/// Source of rules, times and texts: apiserver `pkg/server/options/encryptionconfig/config.go`.
final class KeyServiceState implements AutoCloseable {
  /// How long a good and a bad answer count.
  private static final Duration WELL = Duration.ofSeconds(20);

  private static final Duration ILL = Duration.ofSeconds(3);
  private static final Duration WRITABLE = Duration.ofMinutes(3);

  /// The seed values are written with.
  record Current(KeyService.Encrypted source, SeededGcm cipher, Instant expires) {}

  private final String name;
  private final KeyService service;
  private final SecureRandom random;
  private final Supplier<Instant> clock;
  private final EncryptionObserver observer;
  private volatile @Nullable Current current;

  /// Touched only by who asks, one at a time.
  private String version = "";

  /// Guarded by this, like the two after it.
  private String lastFault = "";

  private Instant askAgain = Instant.MIN;
  private @Nullable CompletableFuture<String> underway;

  KeyServiceState(
      String name,
      KeyService service,
      SecureRandom random,
      Supplier<Instant> clock,
      EncryptionObserver observer) {
    this.observer = observer;
    this.name = name;
    this.service = service;
    this.random = random;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  /// @throws UnreadableException when there is none yet
  Current current() {
    var now = current;
    if (now == null) throw new UnreadableException("got unexpected nil transformer");
    return now;
  }

  /// @throws UnreadableException when the service has been ill for too long
  Current writable() {
    var now = current();
    if (clock.get().isAfter(now.expires()))
      throw new UnreadableException(
          "encryptedDEKSource with keyID hash \""
              + hash(now.source().keyId())
              + "\" expired at "
              + now.expires());
    return now;
  }

  byte[] decrypt(KeyService.Encrypted source) {
    try {
      return service.decrypt(UUID.randomUUID().toString(), source);
    } catch (UnreadableException e) {
      throw new UnreadableException("failed to decrypt DEK, error: " + e.getMessage(), e);
    }
  }

  /// Asks the service how it is, unless it was asked just now, and takes over its new key. Who comes while it is asked gets the same answer.
  ///
  /// @return what is wrong; empty when all is well
  String check() {
    CompletableFuture<String> mine = new CompletableFuture<>();
    CompletableFuture<String> others;
    synchronized (this) {
      others = underway;
      if (others == null) {
        if (clock.get().isBefore(askAgain)) return lastFault;
        underway = mine;
      }
    }
    return others == null ? answer(mine) : others.join();
  }

  private String answer(CompletableFuture<String> mine) {
    String fault = "the check was broken off";
    try {
      fault = ask();
      return fault;
    } finally {
      remember(fault);
      mine.complete(fault);
    }
  }

  private synchronized void remember(String fault) {
    underway = null;
    lastFault = fault;
    askAgain = clock.get().plus(fault.isEmpty() ? WELL : ILL);
  }

  private String ask() {
    try {
      var faults = faults(service.status());
      return faults.isEmpty()
          ? ""
          : "kmsv2 Provider " + name + " is not healthy, error: " + join(faults);
    } catch (UnreadableException e) {
      return "failed to perform status section of the healthz check for KMS Provider "
          + name
          + ", error: "
          + e.getMessage();
    }
  }

  private static String join(List<String> faults) {
    return faults.size() == 1 ? faults.getFirst() : faults.toString();
  }

  private List<String> faults(KeyService.Status status) {
    var faults = new ArrayList<String>();
    if (!status.healthz().equals("ok"))
      faults.add("got unexpected healthz status: " + status.healthz());
    versionFault(status.version(), faults);
    String keyFault = EncryptedObject.keyIdFault(status.keyId());
    if (keyFault.isEmpty()) observer.keyNamed(name, status.keyId());
    else observer.keyRefused(name, status.keyId().isEmpty() ? "empty" : "too_long");
    if (!keyFault.isEmpty())
      faults.add("got invalid KMSv2 KeyID hash \"" + hash(status.keyId()) + "\": " + keyFault);
    else rotate(status.keyId(), faults);
    return faults;
  }

  private void versionFault(String given, List<String> faults) {
    if (!given.equals("v2") && !given.equals("v2beta1")) {
      faults.add("expected KMSv2 API version v2, got " + given);
      return;
    }
    if (version.isEmpty()) version = given;
    if (!version.equals(given))
      faults.add(
          "KMSv2 API version should not change after the initial status response version "
              + version
              + ", got "
              + given);
  }

  private void rotate(String keyId, List<String> faults) {
    Instant expires = clock.get().plus(WRITABLE);
    var now = current;
    if (now != null && now.source().keyId().equals(keyId)) {
      current = new Current(now.source(), now.cipher(), expires);
      return;
    }
    try {
      byte[] seed = new byte[SeededGcm.SEED];
      random.nextBytes(seed);
      var source = encrypt(seed);
      if (source.keyId().equals(keyId))
        current = new Current(source, new SeededGcm(seed, random), expires);
      else
        faults.add(
            "failed to rotate DEK: statusKeyIDHash=\""
                + hash(keyId)
                + "\", encryptKeyIDHash=\""
                + hash(source.keyId())
                + "\"");
    } catch (UnreadableException e) {
      faults.add("failed to rotate DEK: " + e.getMessage());
    }
  }

  private KeyService.Encrypted encrypt(byte[] seed) {
    try {
      var source = service.encrypt(UUID.randomUUID().toString(), seed);
      EncryptedObject.requireSource(source);
      return source;
    } catch (UnreadableException e) {
      throw new UnreadableException("failed to encrypt DEK, error: " + e.getMessage(), e);
    }
  }

  /// Names of keys are not shown: some services put secrets into them.
  private static String hash(String keyId) {
    if (keyId.isEmpty()) return "";
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(keyId.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
