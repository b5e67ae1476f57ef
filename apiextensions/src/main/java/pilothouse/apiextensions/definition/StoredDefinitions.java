package pilothouse.apiextensions.definition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.json.JsonWriter;
import pilothouse.storage.StoreException;
import pilothouse.storage.cache.StoredForm;

/// Definitions as they are kept: JSON, in v1, or in v1beta1 where the store may be upstream's as well. Both are read.
///
/// @param beta whether v1beta1 is written
public record StoredDefinitions(boolean beta) implements StoredForm {
  /// The kind and the apiVersion stand before everything else, or after nothing but each other.
  private static final int HEAD = 128;

  private static final byte[] MARK =
      ('"' + BetaDefinition.API_VERSION + '"').getBytes(StandardCharsets.UTF_8);

  @Override
  public Bytes toStored(String key, Bytes json) {
    if (!beta) return json;
    return JsonWriter.compact(BetaDefinition.of(JsonReader.tree(json.unsafeArray()).object()));
  }

  @Override
  public Bytes toJson(String key, Bytes stored) {
    if (!isBeta(stored)) return StoredForm.JSON.toJson(key, stored);
    try {
      var tree = JsonReader.tree(stored.unsafeArray()).object();
      return JsonWriter.compact(BetaDefinition.current(tree));
    } catch (JsonException e) {
      throw new StoreException.Corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public boolean isStale(Bytes stored) {
    return isBeta(stored) != beta;
  }

  private static boolean isBeta(Bytes stored) {
    byte[] bytes = stored.unsafeArray();
    int last = Math.min(HEAD, bytes.length) - MARK.length;
    for (int at = 0; at <= last; at++)
      if (Arrays.equals(bytes, at, at + MARK.length, MARK, 0, MARK.length)) return true;
    return false;
  }
}
