package pilothouse.storage.embedded;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What tells that a row is as it was written, for SQLite itself has no checksums: a bit that flips on the disk would be
/// served.
///
/* Two numbers. The sum of a row is over all of it and is checked when the row is read. The trace of a row is over what the
 * indexes hold of it; a row carries the total of the traces of all rows ever written up to it, and the database that of all
 * rows ever dropped. So when a store opens, the traces of what is in the indexes must add up to the difference:
 *
 *   written  a@2 b@3 a@4 (drops a@2)     total in a@4: t2+t3+t4     dropped: t2     in the index: b@3 a@4  ->  t3+t4   */
final class RowSum {
  private RowSum() {}

  static long of(Row row, long total) {
    var value = row.value();
    return of(
        row.revision(),
        row.key(),
        row.created(),
        row.previous(),
        row.lease(),
        total,
        value == null ? null : value.unsafeArray());
  }

  static long of(
      long revision,
      String key,
      long created,
      long previous,
      long lease,
      long total,
      byte @Nullable [] value) {
    var crc = new CRC32C();
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    var numbers = java.nio.ByteBuffer.allocate(6 * Long.BYTES);
    numbers.putLong(revision).putLong(created).putLong(previous).putLong(lease).putLong(total);
    numbers.putLong(name.length);
    crc.update(numbers.array());
    crc.update(name);
    if (value != null) crc.update(value);
    return crc.getValue();
  }

  /// @param created 0 of a deletion
  static long trace(long revision, String key, long created, long lease) {
    // String.hashCode is specified; the revision tells apart what it does not.
    long hash = mix(revision) + mix(created ^ ((long) key.hashCode() << 32) ^ key.length());
    return mix(hash) + leaseTrace(revision, lease);
  }

  /// The part of the trace that the index of leases holds.
  static long leaseTrace(long revision, long lease) {
    return lease == 0 ? 0 : mix(mix(lease) + revision);
  }

  /// The finalizer of SplitMix64: every bit of the result depends on every bit of `z`.
  private static long mix(long z) {
    long x = z + 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /// Of the few numbers that a database keeps beside its rows.
  static long ofNumbers(long... numbers) {
    long sum = 0;
    for (long number : numbers) sum = mix(sum + number);
    return sum;
  }
}
