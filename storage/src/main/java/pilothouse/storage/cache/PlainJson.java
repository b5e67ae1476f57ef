package pilothouse.storage.cache;

import java.util.Arrays;
import pilothouse.api.Bytes;

final class PlainJson implements StoredForm {
  @Override
  public Bytes toStored(String key, Bytes json) {
    return json;
  }

  @Override
  public Bytes toJson(String key, Bytes stored) {
    int end = stored.size();
    // Upstream writes a line's end behind its JSON.
    while (end > 0 && stored.at(end - 1) == '\n') end--;
    return end == stored.size() ? stored : Bytes.wrap(Arrays.copyOf(stored.unsafeArray(), end));
  }
}
