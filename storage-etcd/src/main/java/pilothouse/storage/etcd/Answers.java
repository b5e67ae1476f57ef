package pilothouse.storage.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.Bytes;
import pilothouse.api.protobuf.ProtobufException;
import pilothouse.api.protobuf.WireReader;
import pilothouse.storage.StoreEvent;
import pilothouse.storage.StoreException;
import pilothouse.storage.Stored;

/// Reads the messages that etcd answers with.
final class Answers {
  private Answers() {}

  /// @param count how many keys the whole range has, whatever the limit
  record Ranged(long revision, List<Stored> items, long count) {}

  /// @param current what was read where the comparison failed, with how often it was written since its creation
  record Decided(long revision, boolean succeeded, Optional<Stored> current, long version) {}

  /// @param compacted not 0 where the watch was refused because its past is gone
  /// @param more whether the rest of this answer comes with the next one
  record Watched(
      long revision,
      boolean canceled,
      long compacted,
      String reason,
      boolean more,
      List<StoreEvent> events) {}

  private record Item(Stored stored, long version) {}

  private static WireReader reader(Bytes message) {
    return new WireReader(message.unsafeArray(), 0, message.size());
  }

  /// @throws StoreException.Corrupt where it is no message of etcd
  static Ranged range(Bytes message) {
    return read(() -> ranged(reader(message)));
  }

  private static Ranged ranged(WireReader in) {
    long revision = 0;
    long count = 0;
    var items = new ArrayList<Stored>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> revision = header(in);
        case 2 -> items.add(item(in.message("kvs")).stored());
        case 4 -> count = in.number("count");
        default -> in.skip();
      }
    }
    return new Ranged(revision, items, count);
  }

  /// The lease of the first key of a range; 0 if it has none, or there is no key.
  static long lease(Bytes message) {
    return read(() -> {
      var in = reader(message);
      long lease = 0;
      while (in.next()) {
        if (in.field() == 2 && lease == 0) lease = leaseOf(in.message("kvs"));
        else in.skip();
      }
      return lease;
    });
  }

  private static long leaseOf(WireReader in) {
    long lease = 0;
    while (in.next()) {
      if (in.field() == 6) lease = in.number("lease");
      else in.skip();
    }
    return lease;
  }

  static Decided txn(Bytes message) {
    return read(() -> decided(reader(message)));
  }

  private static Decided decided(WireReader in) {
    long revision = 0;
    boolean succeeded = false;
    Optional<Item> current = Optional.empty();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> revision = header(in);
        case 2 -> succeeded = in.number("succeeded") != 0;
        case 3 -> current = current(in.message("responses"));
        default -> in.skip();
      }
    }
    return new Decided(
        revision, succeeded, current.map(Item::stored), current.map(Item::version).orElse(0L));
  }

  private static Optional<Item> current(WireReader in) {
    Optional<Item> found = Optional.empty();
    while (in.next()) {
      if (in.field() == 1) found = firstOf(in.message("response_range"));
      else in.skip();
    }
    return found;
  }

  private static Optional<Item> firstOf(WireReader in) {
    Optional<Item> found = Optional.empty();
    while (in.next()) {
      if (in.field() == 2) found = Optional.of(item(in.message("kvs")));
      else in.skip();
    }
    return found;
  }

  /// The revision in an answer's header.
  static long revision(Bytes message) {
    return number(message, 0);
  }

  /// A number in field `wanted`, or with 0 the revision in the header.
  static long number(Bytes message, int wanted) {
    return read(() -> {
      var in = reader(message);
      long found = 0;
      while (in.next()) {
        if (wanted == 0 && in.field() == 1) found = header(in);
        else if (in.field() == wanted) found = in.number("field " + wanted);
        else in.skip();
      }
      return found;
    });
  }

  static Watched watch(Bytes message) {
    return read(() -> watched(reader(message)));
  }

  private static Watched watched(WireReader in) {
    long revision = 0;
    boolean canceled = false;
    long compacted = 0;
    String reason = "";
    boolean more = false;
    var events = new ArrayList<StoreEvent>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> revision = header(in);
        case 4 -> canceled = in.number("canceled") != 0;
        case 5 -> compacted = in.number("compact_revision");
        case 6 -> reason = in.text("cancel_reason");
        case 7 -> more = in.number("fragment") != 0;
        case 11 -> events.add(event(in.message("events")));
        default -> in.skip();
      }
    }
    return new Watched(revision, canceled, compacted, reason, more, events);
  }

  private static StoreEvent event(WireReader in) {
    boolean deleted = false;
    var stored = new Stored("", Bytes.EMPTY, 0, 0);
    while (in.next()) {
      if (in.field() == 1) deleted = in.number("type") == 1;
      else if (in.field() == 2) stored = item(in.message("kv")).stored();
      else in.skip();
    }
    return deleted
        ? new StoreEvent.Deleted(stored.key(), stored.revision())
        : new StoreEvent.Put(stored);
  }

  private static Item item(WireReader in) {
    String key = "";
    Bytes value = Bytes.EMPTY;
    long created = 0;
    long modified = 0;
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text("key");
        case 2 -> created = in.number("create_revision");
        case 3 -> modified = in.number("mod_revision");
        case 4 -> version = in.number("version");
        case 5 -> value = Bytes.wrap(in.bytes("value"));
        default -> in.skip();
      }
    }
    return new Item(new Stored(key, value, modified, created), version);
  }

  private static long header(WireReader outer) {
    var in = outer.message("header");
    long revision = 0;
    while (in.next()) {
      if (in.field() == 3) revision = in.number("revision");
      else in.skip();
    }
    return revision;
  }

  private interface Reading<T> {
    T run();
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.run();
    } catch (ProtobufException e) {
      throw new StoreException.Corrupt("etcd answered what is no message of etcd", e);
    }
  }
}
