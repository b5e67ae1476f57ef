package pilothouse.storage.embedded;

import java.util.List;

/// What a journal knew when it was opened.
///
/// @param compacted reads before this revision are refused
/// @param cleaned up to this revision, superseded rows are gone; at most `compacted`
record Recovered(
    List<Head> heads, List<LeaseTerm> leases, long revision, long compacted, long cleaned) {
  static final Recovered NOTHING = new Recovered(List.of(), List.of(), 1, 0, 0);
}
