package pilothouse.builtins.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;

/// What differs between two values, as the messages of forbidden updates show it: a unified diff of their JSON, indented by one space, with three lines of context.
///
/// The lines that count as equal are those that Ratcliff and Obershelp's method finds: the longest common run first, then on either side of it,
/// where lines that are more than a hundredth of a long text start no run. Source: apimachinery `pkg/util/diff`, which uses Python's difflib in Go.
public final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final int LONG_TEXT = 200;

  private final List<String> a;
  private final List<String> b;
  private final Map<String, List<Integer>> places = new HashMap<>();

  private UnifiedDiff(List<String> a, List<String> b) {
    this.a = a;
    this.b = b;
    for (int j = 0; j < b.size(); j++)
      places.computeIfAbsent(b.get(j), _ -> new ArrayList<>()).add(j);
    int most = b.size() / 100 + 1;
    if (b.size() >= LONG_TEXT) places.values().removeIf(found -> found.size() > most);
  }

  /// `a[fromA, toA)` became `b[fromB, toB)`; equal says that they are the same.
  private record Change(boolean equal, int fromA, int toA, int fromB, int toB) {}

  private record Match(int a, int b, int size) {}

  public static String of(Node a, Node b) {
    return new UnifiedDiff(lines(a), lines(b)).print();
  }

  private String print() {
    var out = new StringBuilder();
    for (List<Change> group : groups(changes())) print(group, out);
    return out.toString();
  }

  private void print(List<Change> group, StringBuilder out) {
    Change first = group.getFirst();
    Change last = group.getLast();
    out.append("@@ -").append(range(first.fromA, last.toA));
    out.append(" +").append(range(first.fromB, last.toB)).append(" @@\n");
    for (Change change : group) {
      if (change.equal) {
        print(" ", a.subList(change.fromA, change.toA), out);
        continue;
      }
      print("-", a.subList(change.fromA, change.toA), out);
      print("+", b.subList(change.fromB, change.toB), out);
    }
  }

  private static void print(String sign, List<String> lines, StringBuilder out) {
    for (String line : lines) out.append(sign).append(line).append('\n');
  }

  private static String range(int from, int to) {
    int length = to - from;
    if (length == 1) return Integer.toString(from + 1);
    return (length == 0 ? from : from + 1) + "," + length;
  }

  /// Changes with their context; far apart ones in groups of their own.
  private static List<List<Change>> groups(List<Change> changes) {
    var groups = new ArrayList<List<Change>>();
    var group = new ArrayList<Change>();
    for (int i = 0; i < changes.size(); i++) {
      Change c = changes.get(i);
      if (!c.equal) {
        group.add(c);
        continue;
      }
      int length = c.toA - c.fromA;
      boolean first = i == 0;
      boolean last = i == changes.size() - 1;
      if (first && last) continue;
      int before = Math.min(CONTEXT, length);
      if (first) {
        group.add(new Change(true, c.toA - before, c.toA, c.toB - before, c.toB));
      } else if (last) {
        group.add(new Change(true, c.fromA, c.fromA + before, c.fromB, c.fromB + before));
      } else if (length > 2 * CONTEXT) {
        group.add(new Change(true, c.fromA, c.fromA + CONTEXT, c.fromB, c.fromB + CONTEXT));
        groups.add(group);
        group = new ArrayList<>();
        group.add(new Change(true, c.toA - CONTEXT, c.toA, c.toB - CONTEXT, c.toB));
      } else {
        group.add(c);
      }
    }
    if (group.stream().anyMatch(c -> !c.equal)) groups.add(group);
    return groups;
  }

  private List<Change> changes() {
    var out = new ArrayList<Change>();
    int i = 0;
    int j = 0;
    for (Match match : matches()) {
      if (i < match.a || j < match.b) out.add(new Change(false, i, match.a, j, match.b));
      i = match.a + match.size;
      j = match.b + match.size;
      if (match.size > 0) out.add(new Change(true, match.a, i, match.b, j));
    }
    return out;
  }

  /// The runs that both have, in order, neighbouring ones joined, closed by an empty one at the end.
  private List<Match> matches() {
    var found = new ArrayList<Match>();
    match(0, a.size(), 0, b.size(), found);
    var joined = new ArrayList<Match>();
    for (Match match : found) {
      Match last = joined.isEmpty() ? new Match(0, 0, 0) : joined.getLast();
      boolean adjacent = last.a + last.size == match.a && last.b + last.size == match.b;
      if (adjacent && !joined.isEmpty())
        joined.set(joined.size() - 1, new Match(last.a, last.b, last.size + match.size));
      else joined.add(match);
    }
    joined.add(new Match(a.size(), b.size(), 0));
    return joined;
  }

  private void match(int fromA, int toA, int fromB, int toB, List<Match> found) {
    Match longest = longest(fromA, toA, fromB, toB);
    if (longest.size == 0) return;
    match(fromA, longest.a, fromB, longest.b, found);
    found.add(longest);
    match(longest.a + longest.size, toA, longest.b + longest.size, toB, found);
  }

  private Match longest(int fromA, int toA, int fromB, int toB) {
    int bestA = fromA;
    int bestB = fromB;
    int best = 0;
    int[] runs = new int[b.size() + 1];
    for (int i = fromA; i < toA; i++) {
      int[] next = new int[b.size() + 1];
      for (int j : places.getOrDefault(a.get(i), List.of())) {
        if (j < fromB) continue;
        if (j >= toB) break;
        int run = runs[j] + 1;
        next[j + 1] = run;
        if (run > best) {
          best = run;
          bestA = i - run + 1;
          bestB = j - run + 1;
        }
      }
      runs = next;
    }
    while (bestA > fromA && bestB > fromB && a.get(bestA - 1).equals(b.get(bestB - 1))) {
      bestA--;
      bestB--;
      best++;
    }
    while (bestA + best < toA
        && bestB + best < toB
        && a.get(bestA + best).equals(b.get(bestB + best))) best++;
    return new Match(bestA, bestB, best);
  }

  private static List<String> lines(Node value) {
    var out = new StringBuilder();
    indent(value, "\n", out);
    return Arrays.asList(out.toString().split("\n", -1));
  }

  private static void indent(Node value, String line, StringBuilder out) {
    if (value instanceof ObjectNode object && !object.isEmpty()) {
      for (int i = 0; i < object.size(); i++) {
        out.append(i == 0 ? "{" : ",").append(line).append(' ');
        out.append(new StringNode(object.name(i))).append(": ");
        indent(object.value(i), line + " ", out);
      }
      out.append(line).append('}');
    } else if (value instanceof ListNode list && list.size() > 0) {
      for (int i = 0; i < list.size(); i++) {
        out.append(i == 0 ? "[" : ",").append(line).append(' ');
        indent(list.items().get(i), line + " ", out);
      }
      out.append(line).append(']');
    } else {
      out.append(value);
    }
  }
}
