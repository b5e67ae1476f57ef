package pilothouse.storage.cache;

import java.util.List;
import java.util.OptionalLong;

/// One page of a list, in key order.
///
/// @param revision the revision at which all of it is true
/// @param next where the following page starts (a key to give back as `start`); empty if no key follows
/// @param remaining how many objects follow; empty for a filtered list, which nobody counts
public record Listing(
    List<CachedObject> items, long revision, String next, OptionalLong remaining) {
  public boolean more() {
    return !next.isEmpty();
  }
}
