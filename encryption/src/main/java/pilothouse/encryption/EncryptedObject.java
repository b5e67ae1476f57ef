package pilothouse.encryption;

import java.util.Map;
import java.util.TreeMap;
import pilothouse.api.Bytes;

/// What is stored with a key service: the encrypted value, and what its key can be asked of the service with.
///
/// Source: apiserver `pkg/storage/value/encrypt/envelope/kmsv2`, `v2/api.proto` and the limits of `envelope.go`.
///
/// @param seed whether the key is derived from the source (what is written now), or is it (what older servers wrote)
record EncryptedObject(Bytes data, KeyService.Encrypted source, boolean seed) {
  private static final int MAX_KEY_ID = 1024;
  private static final int MAX_SOURCE = 1024;
  private static final int MAX_ANNOTATIONS = 32 * 1024;

  /// @throws UnreadableException if a part is missing or too large
  EncryptedObject {
    if (data.size() == 0) throw new UnreadableException("encrypted data is empty");
    requireSource(source);
  }

  static void requireSource(KeyService.Encrypted source) {
    int size = source.ciphertext().size();
    if (size == 0)
      throw new UnreadableException(
          "failed to validate encrypted DEK source: encrypted DEK source is empty");
    if (size > MAX_SOURCE)
      throw new UnreadableException(
          "failed to validate encrypted DEK source: encrypted DEK source is "
              + size
              + " bytes, which exceeds the max size of "
              + MAX_SOURCE);
    String fault = keyIdFault(source.keyId());
    if (!fault.isEmpty()) throw new UnreadableException("failed to validate key id: " + fault);
    requireAnnotations(source.annotations());
  }

  static String keyIdFault(String keyId) {
    if (keyId.isEmpty()) return "keyID is empty";
    int length = keyId.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    return length <= MAX_KEY_ID
        ? ""
        : "keyID is " + length + " bytes, which exceeds the max size of " + MAX_KEY_ID;
  }

  private static void requireAnnotations(Map<String, Bytes> annotations) {
    long total = 0;
    for (var entry : annotations.entrySet()) {
      total += entry.getKey().length() + entry.getValue().size();
      if (!entry.getKey().contains("."))
        throw new UnreadableException(
            "failed to validate annotations: annotations: Invalid value: \""
                + entry.getKey()
                + "\": should be a domain with at least two segments separated by dots");
    }
    if (total > MAX_ANNOTATIONS)
      throw new UnreadableException(
          "failed to validate annotations: total size of annotations is "
              + total
              + ", which exceeds the max size of "
              + MAX_ANNOTATIONS);
  }

  byte[] bytes() {
    var out = new Wire.Writer().number(5, seed ? 1 : 0);
    new TreeMap<>(source.annotations())
        .descendingMap()
        .forEach((name, value) -> out.entry(4, name, value));
    out.bytes(3, source.ciphertext()).text(2, source.keyId()).bytes(1, data);
    return out.done();
  }

  static EncryptedObject read(byte[] bytes) {
    var in = Wire.read(bytes);
    long type = in.number(5);
    if (type > 1) throw new UnreadableException("unknown encryptedDEKSourceType: " + type);
    return new EncryptedObject(
        in.bytes(1), new KeyService.Encrypted(in.bytes(3), in.text(2), in.entries(4)), type == 1);
  }
}
