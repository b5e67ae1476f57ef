package pilothouse.storage.cache;

import java.util.concurrent.ConcurrentHashMap;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreException;
import pilothouse.storage.Stored;

/// Makes cached objects of one resource: from what the store holds, or from what is about to be written.
final class ObjectReader {
  private final StoredResource resource;
  private final FieldNames names;
  private final FieldPaths paths;
  private final Interner interner = new Interner();

  /// Objects being written, by key: the event of a write finds its object here and needs no scan. Entries live as long as
  /// their writer waits. Of two writers of one key only one is found; the other's event is scanned.
  private final ConcurrentHashMap<String, Prepared> underway = new ConcurrentHashMap<>();

  ObjectReader(StoredResource resource) {
    this.resource = resource;
    names = new FieldNames(resource.fields());
    paths = FieldPaths.of(resource.fields());
  }

  /// @throws IllegalArgumentException if `json` is not an object without a resourceVersion
  Prepared prepare(String key, Bytes json) {
    var stored = resource.form().toStored(key, json);
    return new Prepared(key, namespaceOf(key), stored, json, facts(json), names);
  }

  void begin(Prepared prepared) {
    underway.put(prepared.key(), prepared);
  }

  void end(Prepared prepared) {
    underway.remove(prepared.key(), prepared);
  }

  CachedObject read(Stored stored) {
    var prepared = underway.isEmpty() ? null : underway.get(stored.key());
    if (prepared != null && prepared.is(stored)) return prepared.at(stored.revision());
    var namespace = namespaceOf(stored.key());
    if (stored.isDamaged())
      return CachedObject.damaged(
          stored.key(), namespace, stored.revision(), stored.value(), stored.damage());
    try {
      var json = resource.form().toJson(stored.key(), stored.value());
      boolean stale = resource.form().isStale(stored.value());
      return new CachedObject(
          stored.key(), namespace, stored.revision(), json, facts(json), names, stale);
    } catch (IllegalArgumentException | StoreException.Corrupt e) {
      var why = String.valueOf(e.getMessage());
      return CachedObject.damaged(stored.key(), namespace, stored.revision(), stored.value(), why);
    }
  }

  private Facts facts(Bytes json) {
    return FactScan.of(json.unsafeArray(), resource.fields(), paths, interner);
  }

  private String namespaceOf(String key) {
    if (!resource.namespaced()) return "";
    int from = resource.prefix().length();
    int to = key.indexOf('/', from);
    return to < 0 ? "" : interner.of(key.substring(from, to));
  }
}
