package pilothouse.storage.cache;

import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;
import pilothouse.storage.Stored;

/// An object on its way into the store, scanned already: writer and cache make its cached form once, whoever is first.
final class Prepared {
  private final String key;
  private final String namespace;
  private final Bytes stored;
  private final Bytes json;
  private final Facts facts;
  private final FieldNames names;
  private @Nullable CachedObject object;

  Prepared(String key, String namespace, Bytes stored, Bytes json, Facts facts, FieldNames names) {
    this.key = key;
    this.namespace = namespace;
    this.stored = stored;
    this.json = json;
    this.facts = facts;
    this.names = names;
  }

  String key() {
    return key;
  }

  Bytes stored() {
    return stored;
  }

  boolean is(Stored event) {
    return stored == event.value() || stored.equals(event.value());
  }

  synchronized CachedObject at(long revision) {
    if (object == null || object.revision() != revision)
      object = new CachedObject(key, namespace, revision, json, facts, names, false);
    return object;
  }
}
