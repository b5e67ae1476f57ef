package pilothouse.storage.etcd;

import pilothouse.api.Bytes;
import pilothouse.api.protobuf.ReverseBuffer;
import pilothouse.storage.Expectation;

/// Writes the messages that etcd is asked with. They are written from the end, as [ReverseBuffer] does.
final class Requests {
  private static final int EQUAL = 0;
  private static final int VERSION = 0;
  private static final int MODIFIED = 2;

  private Requests() {}

  static Bytes range(KeyRange keys, long limit, long revision) {
    var out = new ReverseBuffer(128);
    if (revision != 0) out.number(4, revision);
    if (limit != 0) out.number(3, limit);
    out.bytes(2, keys.end());
    out.bytes(1, keys.key());
    return out.result();
  }

  static Bytes get(String key) {
    var out = new ReverseBuffer(128);
    out.text(1, key);
    return out.result();
  }

  /// Counts a key that nobody has, for the revision that every answer carries.
  static Bytes revision() {
    var out = new ReverseBuffer(16);
    out.number(9, 1);
    out.bytes(1, KeyRange.ALL.key());
    return out.result();
  }

  static Bytes put(String key, Bytes value, long lease) {
    var out = new ReverseBuffer(value.size() + key.length() + 64);
    put(out, key, value, lease);
    return out.result();
  }

  private static void put(ReverseBuffer out, String key, Bytes value, long lease) {
    if (lease != 0) out.number(3, lease);
    out.bytes(2, value.unsafeArray());
    out.text(1, key);
  }

  static Bytes delete(String key) {
    return get(key);
  }

  static Bytes deleteAll() {
    return range(KeyRange.ALL, 0, 0);
  }

  /// A put if the key was last written at `revision` (0: does not exist), else a read of it.
  static Bytes putIf(String key, Bytes value, long lease, long revision) {
    var out = new ReverseBuffer(value.size() + 3 * key.length() + 128);
    orGet(out, key);
    int then = out.size();
    put(out, key, value, lease);
    out.message(2, then);
    out.message(2, then);
    ifEqual(out, key, MODIFIED, revision);
    return out.result();
  }

  static Bytes deleteIf(String key, Expectation.AtRevision expected) {
    var out = new ReverseBuffer(256);
    orGet(out, key);
    int then = out.size();
    out.text(1, key);
    out.message(3, then);
    out.message(2, then);
    ifEqual(out, key, MODIFIED, expected.revision());
    return out.result();
  }

  /// A put if the key was written `version` times since it was created (0: does not exist), else a read of it.
  static Bytes putIfVersion(String key, Bytes value, long version) {
    var out = new ReverseBuffer(256);
    orGet(out, key);
    int then = out.size();
    put(out, key, value, 0);
    out.message(2, then);
    out.message(2, then);
    ifEqual(out, key, VERSION, version);
    return out.result();
  }

  private static void orGet(ReverseBuffer out, String key) {
    int otherwise = out.size();
    out.text(1, key);
    out.message(1, otherwise);
    out.message(3, otherwise);
  }

  private static void ifEqual(ReverseBuffer out, String key, int target, long number) {
    int compare = out.size();
    out.number(target + 4, number);
    out.text(3, key);
    out.number(2, target);
    out.number(1, EQUAL);
    out.message(1, compare);
  }

  static Bytes compact(long revision) {
    var out = new ReverseBuffer(16);
    out.number(1, revision);
    return out.result();
  }

  static Bytes grant(long seconds) {
    var out = new ReverseBuffer(16);
    out.number(1, seconds);
    return out.result();
  }

  /// Names a lease.
  static Bytes lease(long id) {
    return compact(id);
  }

  /// Everything from a revision on, in pieces where an answer would be too large.
  static Bytes watchAll(long from) {
    var out = new ReverseBuffer(64);
    int create = out.size();
    out.number(8, 1);
    out.number(4, 1);
    out.number(3, from);
    out.bytes(2, KeyRange.ALL.end());
    out.bytes(1, KeyRange.ALL.key());
    out.message(1, create);
    return out.result();
  }
}
