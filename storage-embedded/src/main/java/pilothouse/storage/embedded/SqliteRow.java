package pilothouse.storage.embedded;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.Stored;

/// A row as it was found on the disk, and whether it is as it was written.
final class SqliteRow {
  static final String COLUMNS = "revision, key, created, previous, lease, total, sum, value";

  private final long revision;
  private final String key;
  private final long created;
  private final boolean sound;
  private final byte @Nullable [] value;

  /// @param columns so many come before [#COLUMNS]
  SqliteRow(ResultSet row, int columns) throws SQLException {
    revision = row.getLong(columns + 1);
    var name = row.getString(columns + 2);
    key = name == null ? "" : name;
    created = row.getLong(columns + 3);
    value = row.getBytes(columns + 8);
    long previous = row.getLong(columns + 4);
    long sum =
        RowSum.of(
            revision,
            key,
            created,
            previous,
            row.getLong(columns + 5),
            row.getLong(columns + 6),
            value);
    sound = sum == row.getLong(columns + 7);
  }

  long revision() {
    return revision;
  }

  boolean isMissing() {
    return revision == 0;
  }

  boolean isSound() {
    return sound;
  }

  /// Only of a sound row: one that is damaged is not said to be deleted.
  boolean isDeletion() {
    return sound && created == 0;
  }

  Stored stored() {
    return sound
        ? new Stored(key, value == null ? Bytes.EMPTY : Bytes.wrap(value), revision, created)
        : damaged(key);
  }

  /// @param key what the index knows
  Stored damaged(String key) {
    var bytes = value == null ? Bytes.EMPTY : Bytes.wrap(value);
    return new Stored(
        key,
        bytes,
        revision,
        created,
        "the stored bytes of revision " + revision + " fail their sum");
  }

  StoreEvent event() {
    return isDeletion() ? new StoreEvent.Deleted(key, revision) : new StoreEvent.Put(stored());
  }
}
