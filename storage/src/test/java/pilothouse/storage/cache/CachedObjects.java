package pilothouse.storage.cache;

import java.util.List;
import pilothouse.api.Bytes;
import pilothouse.storage.Stored;

/// Cached objects for tests.
final class CachedObjects {
  private CachedObjects() {}

  static CachedObject of(String prefix, String key, long revision) {
    return of(new StoredResource(prefix, false), key, revision, "{\"metadata\":{\"name\":\"a\"}}");
  }

  static CachedObject of(StoredResource resource, String key, long revision, String json) {
    return new ObjectReader(resource).read(new Stored(key, Bytes.utf8(json), revision, revision));
  }

  static StoredResource pods(SelectableField... fields) {
    return new StoredResource("/registry/pods/", true, List.of(fields), StoredForm.JSON);
  }
}
