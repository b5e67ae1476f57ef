package pilothouse.storage.embedded;

import java.time.Duration;
import java.time.InstantSource;

/// How an embedded store behaves.
///
/// @param compactionInterval how often the past is compacted; what is younger than one interval stays. Zero: never
/// @param largestBytes the database refuses writes beyond this size, in bytes; 0 for what the disk gives
/// @param clock tells when leases end
/// @param restorable whether another process of this machine may ask for a restore: see [RestoreDoor]
public record EmbeddedSettings(
    Duration compactionInterval, long largestBytes, InstantSource clock, boolean restorable) {
  /// Source of 5 minutes: `--etcd-compaction-interval`.
  public static final EmbeddedSettings DEFAULT =
      new EmbeddedSettings(Duration.ofMinutes(5), 0, InstantSource.system(), true);

  public EmbeddedSettings withCompactionInterval(Duration interval) {
    return new EmbeddedSettings(interval, largestBytes, clock, restorable);
  }

  public EmbeddedSettings withLargestBytes(long bytes) {
    return new EmbeddedSettings(compactionInterval, bytes, clock, restorable);
  }

  public EmbeddedSettings withoutRestoreDoor() {
    return new EmbeddedSettings(compactionInterval, largestBytes, clock, false);
  }
}
