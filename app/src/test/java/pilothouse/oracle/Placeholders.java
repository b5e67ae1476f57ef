package pilothouse.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Puts a placeholder for every value that differs from run to run: UUIDs, times, resourceVersions, ages, names made up, allocated
/// addresses and ports.
final class Placeholders {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern GO_TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? [+-]\\d{4} [A-Z]{3,4}( m=[+-][\\d.]+)?");
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}");
  private static final Pattern VERSION =
      Pattern.compile("((?:resource ?[vV]ersion|current)\\\\*\"?[:=]? ?\\\\*\"?)\\d+");
  private static final Pattern TOO_OLD =
      Pattern.compile("(too old resource version: \\S+) \\(\\d+\\)");
  private static final Pattern PRECONDITION =
      Pattern.compile("(ResourceVersion in (?:the precondition|record)) \\(\\d+\\)");
  private static final Pattern OBJECT_META =
      Pattern.compile("(ResourceVersion in object meta:) \\d+");
  private static final Pattern FINGERPRINT = Pattern.compile("X509SHA256=[0-9a-f]{64}");
  private static final Pattern SELF_TYPE = Pattern.compile("selfType\\d+");
  static final Pattern IPV4 = Pattern.compile("(?<![\\d.])\\d+\\.\\d+\\.\\d+\\.\\d+(?!\\.?\\d)");
  private static final Pattern NODE_PORT =
      Pattern.compile(
          "(?<=:)3\\d{4}(?=/(?:TCP|UDP|SCTP))|(?<=odePort: )3\\d{4}|(?<=odePort\":)3\\d{4}|(?<=odePort\\\\\":)3\\d{4}");
  private static final Pattern AGE = Pattern.compile("^(<invalid>|\\d+[smhdy](\\d+[smhdy])?)$");
  private static final Pattern WORD_START = Pattern.compile("(^|-)(\\w)");

  private final String namespace;
  private final String id;
  private final long serverPort;
  private final Set<String> said = new HashSet<>();
  private final Set<String> allocated = new HashSet<>();

  Placeholders(String namespace, String id, int serverPort) {
    this.namespace = namespace;
    this.id = id;
    this.serverPort = serverPort;
  }

  /// Notes the addresses of a request: the server did not choose these.
  void sent(String body) {
    IPV4.matcher(body).results().map(MatchResult::group).forEach(said::add);
  }

  String text(String value) {
    String out = name(name(value, namespace, "$ns"), id, "$id");
    String camel =
        WORD_START.matcher(id).replaceAll(m -> m.group(2).toUpperCase(java.util.Locale.ROOT));
    out = out.replace(camel, "$Id");
    out =
        out.replace(
            camel.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + camel.substring(1), "$Id");
    out = SELF_TYPE.matcher(out).replaceAll("selfType<n>");
    out = UUID.matcher(out).replaceAll("<uuid>");
    out = GO_TIME.matcher(TIME.matcher(out).replaceAll("<time>")).replaceAll("<time>");
    out = TOKEN.matcher(out).replaceAll("<jwt>");
    out = FINGERPRINT.matcher(out).replaceAll("X509SHA256=<hash>");
    out = VERSION.matcher(out).replaceAll("$1<rv>");
    out = TOO_OLD.matcher(out).replaceAll("$1 (<rv>)");
    out = PRECONDITION.matcher(out).replaceAll("$1 (<rv>)");
    out = OBJECT_META.matcher(out).replaceAll("$1 <rv>");
    out = NODE_PORT.matcher(out).replaceAll("<nodePort>");
    if (!allocated.isEmpty())
      out =
          IPV4.matcher(out)
              .replaceAll(m -> allocated.contains(m.group()) ? "<clusterIP>" : m.group());
    return out.startsWith("LS0tLS1CRUdJTi") ? "<pem>" : out;
  }

  /// The name, and the name where a message quotes it and cuts it short.
  private static String name(String value, String name, String placeholder) {
    String out = value.replace(name, placeholder);
    if (!out.contains(" ...)")) return out;
    String stem = Pattern.quote(name.substring(0, name.length() - 6));
    return Pattern.compile(stem + "\\w{0,5} \\.\\.\\.\\)")
        .matcher(out)
        .replaceAll("\\" + placeholder + " ...)");
  }

  Object of(Object value) {
    return of(value, "");
  }

  private Object of(Object value, String key) {
    return switch (value) {
      case Map<?, ?> map -> object(Json.object(map));
      case List<?> list -> list(list, key);
      case String text -> scalar(text, key);
      case Long number -> number(number, key);
      case null -> null;
      default -> value;
    };
  }

  private Map<String, Object> object(Map<String, Object> map) {
    var out = new LinkedHashMap<String, Object>();
    map.forEach((k, v) -> out.put(text(k), of(v, k)));
    if (out.get("generateName") instanceof String prefix
        && out.get("name") instanceof String name
        && !prefix.isEmpty()
        && name.startsWith(prefix)) out.put("name", prefix + "<generated>");
    if ("SelfSubjectRulesReview".equals(map.get("kind"))) sortRules(out);
    if ("Table".equals(map.get("kind")) && out.get("rows") instanceof List<?> rows)
      rows.forEach(Placeholders::hideAges);
    return out;
  }

  /// The real server's order of these is random.
  private static void sortRules(Map<String, Object> review) {
    for (String rules : List.of("resourceRules", "nonResourceRules"))
      if (Pointer.get(review, "/status/" + rules) instanceof List<?> list)
        Json.list(list).sort(Comparator.comparing(Json::canonical));
  }

  private static void hideAges(Object row) {
    if (!(Pointer.get(row, "/cells") instanceof List<?> cells)) return;
    Json.list(cells)
        .replaceAll(c -> c instanceof String s && AGE.matcher(s).matches() ? "<age>" : c);
  }

  private List<Object> list(List<?> list, String key) {
    var out = new ArrayList<Object>();
    for (Object item : list) {
      if (!key.equals("clusterIPs")) out.add(of(item, ""));
      else {
        learn(item);
        out.add("None".equals(item) || "".equals(item) ? item : "<clusterIP>");
      }
    }
    return out;
  }

  private String scalar(String value, String key) {
    if (key.equals("resourceVersion") && !value.isEmpty() && !value.equals("0")) return "<rv>";
    if (key.equals("continue") && !value.isEmpty()) return "<continue>";
    if (key.equals("clusterIP") && !value.isEmpty() && !value.equals("None")) {
      learn(value);
      return "<clusterIP>";
    }
    return text(value);
  }

  private Object number(Long value, String key) {
    if ((key.equals("port") || key.equals("targetPort")) && value == serverPort)
      return "<serverPort>";
    boolean nodePort = key.equals("nodePort") || key.equals("healthCheckNodePort");
    return nodePort && value >= 30000 ? "<nodePort>" : value;
  }

  /// Notes an address that the server chose, to recognise it in tables and messages.
  private void learn(Object address) {
    if (address instanceof String ip
        && IPV4.matcher(ip).matches()
        && !said.contains(ip)
        && !ip.endsWith(".0")) allocated.add(ip);
  }
}
