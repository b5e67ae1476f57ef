package pilothouse.storage.cache;

import java.time.Duration;

/// How much of a resource's past a cache keeps, for watches that resume and lists at an older revision.
///
/// @param idle so many events are kept however old they are
/// @param age events beyond `idle` are kept this long
/// @param most never more events than this
/// @param bytes never more than about so much memory for old states; `idle` events stay even so
public record WindowLimits(int idle, Duration age, int most, long bytes) {
  /// A sixteenth of the heap at most, for a few resources change fast at the same time and their objects need room too.
  ///
  /// Source of 75 s and 102,400: apiserver `pkg/storage/cacher/watch_cache.go`.
  public static final WindowLimits DEFAULT =
      new WindowLimits(
          100,
          Duration.ofSeconds(75),
          102_400,
          Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16));

  public WindowLimits {
    if (idle < 1 || most < idle)
      throw new IllegalArgumentException("idle " + idle + ", most " + most);
  }
}
