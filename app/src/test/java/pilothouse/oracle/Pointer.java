package pilothouse.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Places in JSON by RFC 6901 pointers, with `[name=text]` for the item of a list that has this member.
final class Pointer {
  private static final Pattern ITEM = Pattern.compile("^\\[([\\w.]+)=(.*)]$");

  private Pointer() {}

  /// The value there, or null.
  static Object get(Object value, String path) {
    for (String part : parts(path)) {
      value =
          switch (value) {
            case Map<?, ?> map -> map.get(part);
            case List<?> list -> item(list, part);
            case null, default -> null;
          };
      if (value == null) return null;
    }
    return value;
  }

  private static Object item(List<?> list, String part) {
    var match = ITEM.matcher(part);
    if (!match.matches()) {
      int index = part.matches("\\d+") ? Integer.parseInt(part) : list.size();
      return index < list.size() ? list.get(index) : null;
    }
    String path = "/" + match.group(1).replace('.', '/');
    for (Object item : list)
      if (item instanceof Map<?, ?> && Objects.toString(get(item, path)).equals(match.group(2)))
        return item;
    return null;
  }

  static void set(Object value, String path, Object fresh) {
    Object holder = get(value, parent(path));
    String last = last(path);
    if (holder instanceof List<?>) Json.list(holder).set(Integer.parseInt(last), fresh);
    else Json.object(holder).put(last, fresh);
  }

  static void remove(Object value, String path) {
    Object holder = get(value, parent(path));
    if (holder instanceof List<?> list) list.remove(Integer.parseInt(last(path)));
    else if (holder instanceof Map<?, ?> map) map.remove(last(path));
  }

  /// A changed copy: `["set", pointer, value]`, `["remove", pointer]`, `["append", pointer, value]`, in order.
  static Object mutated(Object body, List<Object> operations) {
    Object copy = Json.copy(body);
    for (Object each : operations) {
      var operation = Json.list(each);
      String path = (String) operation.get(1);
      switch ((String) operation.getFirst()) {
        case "remove" -> remove(copy, path);
        case "append" -> Json.list(get(copy, path)).add(Json.copy(operation.get(2)));
        default -> set(copy, path, Json.copy(operation.get(2)));
      }
    }
    return copy;
  }

  /// What differs between two answers: the new value by pointer, or `{"gone": true}`.
  static Map<String, Object> changes(Object base, Object other) {
    var out = new LinkedHashMap<String, Object>();
    changes(base, other, "", out);
    return out;
  }

  private static void changes(Object base, Object other, String at, Map<String, Object> out) {
    if (base instanceof Map<?, ?> b && other instanceof Map<?, ?> o) {
      var names = new java.util.LinkedHashSet<Object>(b.keySet());
      names.addAll(o.keySet());
      for (Object name : names) {
        String here = at + "/" + escaped((String) name);
        if (!o.containsKey(name)) out.put(here, Map.of("gone", true));
        else if (!b.containsKey(name)) out.put(here, o.get(name));
        else changes(b.get(name), o.get(name), here, out);
      }
    } else if (base instanceof List<?> b && other instanceof List<?> o && b.size() == o.size()) {
      for (int i = 0; i < b.size(); i++) changes(b.get(i), o.get(i), at + "/" + i, out);
    } else if (!Objects.equals(base, other)) {
      out.put(at, other);
    }
  }

  /// The value less every text that lies under one of the names, at any depth.
  static Object without(Object value, List<Object> names) {
    return switch (value) {
      case Map<?, ?> map -> {
        var out = new LinkedHashMap<Object, Object>();
        map.forEach((k, v) -> {
          if (!(names.contains(k) && v instanceof String)) out.put(k, without(v, names));
        });
        yield out;
      }
      case List<?> list -> {
        var out = new ArrayList<Object>();
        list.forEach(v -> out.add(without(v, names)));
        yield out;
      }
      case null -> null;
      default -> value;
    };
  }

  private static List<String> parts(String path) {
    if (path.isEmpty()) return List.of();
    var out = new ArrayList<String>();
    for (String part : path.substring(1).split("/", -1))
      out.add(part.replace("~1", "/").replace("~0", "~"));
    return out;
  }

  static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
