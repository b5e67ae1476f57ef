package pilothouse.server.rest;

import java.time.Duration;

/// Limits and times of the REST handlers.
///
/// @param bodyBytes the most that a request's body may have
/// @param watchAtLeast how long a watch lasts that names no time; up to twice as long, so that not all end together
/// @param bookmarkEvery how often a watch that wants bookmarks gets one
public record RestSettings(int bodyBytes, Duration watchAtLeast, Duration bookmarkEvery) {
  /// Source: apiserver `pkg/server/config.go` and `pkg/storage/cacher/cacher.go`.
  public static final RestSettings DEFAULT =
      new RestSettings(3 << 20, Duration.ofMinutes(30), Duration.ofMinutes(1));
}
