package pilothouse.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How what was seen differs from what was recorded. Members compare without order, lists with order: managed fields and lists of apply
/// conflicts without, as their order hangs on the clock or on nothing.
final class Differences {
  private static final int SHOWN = 600;

  private final List<String> found = new ArrayList<>();

  private Differences() {}

  static List<String> between(Object want, Object got) {
    var differences = new Differences();
    differences.compare(want, got, "");
    return differences.found;
  }

  private void compare(Object want, Object got, String at) {
    if (want instanceof Map<?, ?> w && got instanceof Map<?, ?> g) objects(w, g, at);
    else if (want instanceof List<?> w && got instanceof List<?> g) lists(w, g, at);
    else if (want instanceof String w
        && got instanceof String g
        && unclocked(w).equals(unclocked(g))) return;
    else if (!Objects.equals(want, got))
      found.add(at + ": want " + shown(want) + " got " + shown(got));
  }

  private void objects(Map<?, ?> want, Map<?, ?> got, String at) {
    for (Object name : want.keySet())
      if (got.containsKey(name)) compare(want.get(name), got.get(name), at + "/" + name);
      else found.add(at + "/" + name + ": missing, want " + shown(want.get(name)));
    for (Object name : got.keySet())
      if (!want.containsKey(name))
        found.add(at + "/" + name + ": unexpected " + shown(got.get(name)));
  }

  private void lists(List<?> want, List<?> got, String at) {
    if (want.size() != got.size()) {
      found.add(
          at
              + ": "
              + want.size()
              + " items wanted, got "
              + got.size()
              + ": want "
              + shown(want)
              + " got "
              + shown(got));
      return;
    }
    boolean unordered = at.endsWith("/managedFields") || isConflicts(want) && isConflicts(got);
    var w = unordered ? ordered(want) : want;
    var g = unordered ? ordered(got) : got;
    for (int i = 0; i < w.size(); i++) compare(w.get(i), g.get(i), at + "/" + i);
  }

  private static List<?> ordered(List<?> list) {
    return list.stream().sorted(Comparator.comparing(Json::canonical)).toList();
  }

  private static boolean isConflicts(List<?> causes) {
    return causes.stream()
        .anyMatch(c ->
            c instanceof Map<?, ?> cause && "FieldManagerConflict".equals(cause.get("reason")));
  }

  /// A message less the managed fields of an object that it quotes.
  private static String unclocked(String text) {
    int start = text.indexOf("\\\"managedFields\\\":[");
    if (start < 0) return text;
    int end = text.indexOf('[', start) + 1;
    for (int depth = 1; depth > 0 && end < text.length(); end++) {
      if (text.charAt(end) == '[') depth++;
      if (text.charAt(end) == ']') depth--;
    }
    return text.substring(0, start) + text.substring(end);
  }

  private static String shown(Object value) {
    String text = Json.print(value);
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
