package pilothouse.builtins.batch;

import java.util.ArrayList;
import java.util.List;

/// Indexes of a job's pods as text: rising intervals such as `0-2,4,7-9`.
final class IndexIntervals {
  private final List<long[]> intervals = new ArrayList<>();
  private String error = "";

  private IndexIntervals() {}

  /// @param completions how many indexes there are
  static IndexIntervals parse(String text, long completions) {
    var parsed = new IndexIntervals();
    if (!text.isEmpty())
      for (String fragment : text.split(",", -1)) if (!parsed.add(fragment, completions)) break;
    return parsed;
  }

  /// What is wrong with the text; empty when it is right.
  String error() {
    return error;
  }

  long total() {
    return intervals.stream().mapToLong(i -> i[1] - i[0] + 1).sum();
  }

  /// The first index that both have, or -1.
  long overlap(IndexIntervals other) {
    for (long[] mine : intervals)
      for (long[] theirs : other.intervals)
        if (mine[0] <= theirs[1] && theirs[0] <= mine[1]) return Math.max(mine[0], theirs[0]);
    return -1;
  }

  private boolean add(String fragment, long completions) {
    String[] ends = fragment.split("-", -1);
    if (ends.length > 2)
      return fail(
          "the fragment \""
              + fragment
              + "\" violates the requirement that an index interval can have at most two parts separated by '-'");
    long first = index(ends[0], completions);
    if (first < 0) return false;
    long last = ends.length == 1 ? first : index(ends[1], completions);
    if (last < 0) return false;
    if (ends.length == 2 && first >= last) return notRising(first, last);
    long before = intervals.isEmpty() ? -1 : intervals.getLast()[1];
    if (before >= first) return notRising(before, first);
    intervals.add(new long[] {first, last});
    return true;
  }

  private long index(String text, long completions) {
    if (!text.matches("[0-9]{1,18}")) {
      fail("cannot convert string to integer for index: \"" + text + "\"");
      return -1;
    }
    long index = Long.parseLong(text);
    if (index < completions) return index;
    fail("too large index: \"" + text + "\"");
    return -1;
  }

  private boolean notRising(long previous, long current) {
    return fail("non-increasing order, previous: " + previous + ", current: " + current);
  }

  private boolean fail(String why) {
    error = why;
    return false;
  }
}
