package pilothouse.storage;

import java.util.List;

/// The answer to a [Range].
///
/// @param revision the revision of the read: the one asked for, else the store's newest
/// @param remaining how many more keys the range has after `items`; 0 exactly when there are no more. At least 1, and perhaps
///     too low, where the range did not ask to have them counted
public record Page(List<Stored> items, long revision, long remaining) {
  public Page {
    items = List.copyOf(items);
  }

  public boolean more() {
    return remaining > 0;
  }
}
