package pilothouse.encryption;

import java.time.Duration;
import java.util.function.Supplier;

/// A key service whose calls are told of.
record TimedKeyService(String name, KeyService service, EncryptionObserver observer)
    implements KeyService {
  @Override
  public Status status() {
    return timed("Status", service::status);
  }

  @Override
  public Encrypted encrypt(String uid, byte[] plaintext) {
    return timed("Encrypt", () -> service.encrypt(uid, plaintext));
  }

  @Override
  public byte[] decrypt(String uid, Encrypted encrypted) {
    return timed("Decrypt", () -> service.decrypt(uid, encrypted));
  }

  private <T> T timed(String method, Supplier<T> call) {
    long begun = System.nanoTime();
    String code = "unknown-non-grpc";
    try {
      T answer = call.get();
      code = "OK";
      return answer;
    } catch (UnreadableException e) {
      code = GrpcKeyService.code(e);
      throw e;
    } finally {
      observer.called(
          name,
          "/" + GrpcKeyService.SERVICE + "/" + method,
          code,
          Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
