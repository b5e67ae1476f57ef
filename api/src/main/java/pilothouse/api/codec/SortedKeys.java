package pilothouse.api.codec;

import java.util.ArrayList;
import java.util.List;
import pilothouse.api.tree.ObjectNode;

/// A map's keys in the order in which Go writes them.
final class SortedKeys {
  private SortedKeys() {}

  static List<String> of(ObjectNode map) {
    for (int i = 1; i < map.size(); i++)
      if (map.name(i - 1).compareTo(map.name(i)) > 0) return sorted(map);
    return map.names();
  }

  private static List<String> sorted(ObjectNode map) {
    var keys = new ArrayList<>(map.names());
    keys.sort(null);
    return keys;
  }
}
