package pilothouse.cel.library;

import java.util.ArrayDeque;
import java.util.Deque;

/// How often the innermost part of a regular expression is repeated by counts: `(a{10}b){5}` repeats `a` fifty times.
final class RepeatCounts {
  private static final long ENOUGH = 1_000_000;

  private RepeatCounts() {}

  /// Counted without a full parse, never too low for expressions that parse.
  static long product(String regex) {
    Deque<Long> groups = new ArrayDeque<>();
    groups.push(1L);
    long last = 1;
    for (int i = 0; i < regex.length(); i++) {
      switch (regex.charAt(i)) {
        case '\\' -> {
          i++;
          last = 1;
        }
        case '[' -> {
          i = classEnd(regex, i);
          last = 1;
        }
        case '(' -> groups.push(1L);
        case ')' -> {
          last = groups.size() > 1 ? groups.pop() : 1;
          raise(groups, last);
        }
        case '{' -> {
          last = Math.min(ENOUGH, last * count(regex, i));
          raise(groups, last);
        }
        case '*', '+', '?', '}' -> {}
        default ->
            last =
                regex.charAt(i) >= '0' && regex.charAt(i) <= '9' || regex.charAt(i) == ','
                    ? last
                    : 1;
      }
    }
    long most = 1;
    for (long group : groups) most = Math.max(most, group);
    return most;
  }

  private static void raise(Deque<Long> groups, long to) {
    groups.push(Math.max(groups.pop(), to));
  }

  private static int classEnd(String regex, int from) {
    int i = from + 1;
    if (i < regex.length() && regex.charAt(i) == '^') i++;
    if (i < regex.length() && regex.charAt(i) == ']') i++;
    while (i < regex.length() && regex.charAt(i) != ']') i += regex.charAt(i) == '\\' ? 2 : 1;
    return i;
  }

  /// The greater number of `{3}`, `{3,}` or `{3,5}`; 1 where the brace is just a brace.
  private static long count(String regex, int from) {
    long most = 0;
    long number = 0;
    for (int i = from + 1; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '}') return Math.max(1, Math.max(most, number));
      if (c == ',') {
        most = number;
        number = 0;
      } else if (c < '0' || c > '9') return 1;
      else number = Math.min(ENOUGH, number * 10 + c - '0');
    }
    return 1;
  }
}
