package pilothouse.storage.cache;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;

/// One event as watchers receive it. All watchers that see the same event hold the same instance, so what is encoded on
/// it is encoded once.
public final class CacheEvent {
  /// Source: apimachinery `pkg/watch`, `EventType`. Bookmarks and errors are not of an object; who serves a watch makes them.
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }

  private final Type type;
  private final CachedObject object;
  private volatile @Nullable Encodings encodings;

  public CacheEvent(Type type, CachedObject object) {
    this.type = type;
    this.object = object;
  }

  public Type type() {
    return type;
  }

  /// The object's new state; of [Type#DELETED] the last state that the watcher knew, with the revision of this event.
  public CachedObject object() {
    return object;
  }

  public long revision() {
    return object.revision();
  }

  /// This event in the form a watcher sends: made by `encoder` when first asked for, then shared.
  ///
  /// @param form names the encoding, for example `json`
  public Bytes encoded(String form, Function<CacheEvent, Bytes> encoder) {
    var known = encodings;
    var found = Encodings.find(known, form);
    if (found != null) return found;
    var more = Encodings.with(known, form, () -> encoder.apply(this));
    encodings = more;
    return more.newest();
  }

  @Override
  public String toString() {
    return type + " " + object;
  }
}
