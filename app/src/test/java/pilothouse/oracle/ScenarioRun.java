package pilothouse.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// One pass over one scenario, in a namespace and under a name of its own.
final class ScenarioRun implements AutoCloseable {
  private static final Set<String> KEPT_HEADERS =
      Set.of(
          "content-type",
          "warning",
          "location",
          "retry-after",
          "www-authenticate",
          "allow",
          "cache-control",
          "vary",
          "x-content-type-options");
  private static final Map<String, String> TYPES =
      Map.of(
          "json", "application/json",
          "yaml", "application/yaml",
          "smp", "application/strategic-merge-patch+json",
          "merge", "application/merge-patch+json",
          "jsonpatch", "application/json-patch+json",
          "apply", "application/apply-patch+yaml",
          "proto", "application/vnd.kubernetes.protobuf",
          "cbor", "application/cbor");
  private static final Map<String, String> ACCEPTS =
      Map.of(
          "table", "application/json;as=Table;v=v1;g=meta.k8s.io",
          "meta", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
          "metalist", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
          "json", "application/json",
          "yaml", "application/yaml",
          "proto", "application/vnd.kubernetes.protobuf",
          "discovery", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
          "cbor", "application/cbor");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}|\\$(ns|id)\\b");
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final Duration POLL = Duration.ofMillis(50);

  private record Kept(Object request, Object answer) {}

  private final WireClient client;
  private final Duration patience;
  private final boolean makesServices;
  private final Placeholders placeholders;
  private final Map<String, Object> variables = new HashMap<>();
  private final Map<String, WatchedEvents> watches = new HashMap<>();
  private final Map<String, Kept> kept = new HashMap<>();

  ScenarioRun(WireClient client, Recording.Scenario scenario, Duration patience)
      throws IOException {
    this.client = client;
    this.patience = patience;
    makesServices =
        scenario.steps().stream().anyMatch(step -> step.toString().contains("$ns/services"));
    String stem =
        scenario.name().substring(0, Math.min(40, scenario.name().length())).replaceAll("-+$", "");
    var tail = new StringBuilder();
    for (int i = 0; i < 6; i++)
      tail.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    variables.put("ns", stem + "-" + tail);
    variables.put("id", stem + "x" + tail);
    placeholders = new Placeholders(stem + "-" + tail, stem + "x" + tail, client.port);
    // Also those that are asked for later: whoever else gets one of them by chance, it is no
    // placeholder.
    scenario.steps().forEach(step -> placeholders.sent(String.valueOf(step.get("body"))));
    if (!Boolean.FALSE.equals(scenario.head().get("namespace")))
      makeNamespace(scenario.head().get("meta"));
  }

  private void makeNamespace(Object meta) throws IOException {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", variables.get("ns"));
    if (meta != null) metadata.putAll(Json.object(meta));
    var body = Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", metadata);
    var headers =
        List.of(
            new WireClient.Header("Content-Type", "application/json"),
            new WireClient.Header("Accept", "application/json"));
    byte[] json = Json.print(body).getBytes(StandardCharsets.UTF_8);
    client.request("POST", "/api/v1/namespaces", headers, json, "admin");
  }

  @Override
  public void close() throws IOException {
    watches.values().forEach(WatchedEvents::close);
    // Their addresses are few, and other scenarios ask for some of them.
    if (makesServices)
      client.request("DELETE", filled("/api/v1/namespaces/$ns/services"), List.of(), null, "admin");
  }

  private Object fill(Object value) {
    return switch (value) {
      case String text -> filled(text);
      case List<?> list -> {
        var out = new ArrayList<Object>();
        list.forEach(v -> out.add(fill(v)));
        yield out;
      }
      case Map<?, ?> map -> {
        var out = new LinkedHashMap<String, Object>();
        map.forEach((k, v) -> out.put(filled((String) k), fill(v)));
        yield out;
      }
      case null -> null;
      default -> value;
    };
  }

  private String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(m -> {
          String name = m.group(1) == null ? m.group(2) : m.group(1);
          return Matcher.quoteReplacement(
              variables.containsKey(name) ? String.valueOf(variables.get(name)) : m.group());
        });
  }

  /// Carries out a step; gives what was seen, in the shape of its `want`.
  Map<String, Object> step(Map<String, Object> recorded) throws IOException, InterruptedException {
    if (recorded.containsKey("events")) return trimmed(recorded, events(recorded));
    var step = withBody(recorded);
    String[] target = filled((String) step.get("do")).split(" ", 2);
    String path = target[1].replace(" ", "%20");
    byte[] body = body(step);
    if (body != null)
      placeholders.sent(
          new String(body, 0, Math.min(body.length, 100_000), StandardCharsets.UTF_8));
    var headers = headers(step, body != null);
    String auth = (String) step.getOrDefault("auth", "admin");
    if (auth.startsWith("bearer:")) {
      headers.add(new WireClient.Header("Authorization", "Bearer " + filled(auth.substring(7))));
      auth = "none";
    }
    if (step.containsKey("watch")) return trimmed(step, watch(step, path, headers, auth));
    return finished(step, poll(step, target[0], path, headers, body, auth));
  }

  private Map<String, Object> withBody(Map<String, Object> step) {
    if (!step.containsKey("mutate")) return step;
    var out = new LinkedHashMap<>(step);
    Object base = kept.get((String) step.get("base")).request();
    out.put("body", Pointer.mutated(base, Json.list(step.get("mutate"))));
    return out;
  }

  private Map<String, Object> events(Map<String, Object> step) throws InterruptedException {
    var watch = watches.get((String) step.get("events"));
    if (watch == null) return seen("error", "there is no such watch");
    var within =
        Duration.ofMillis((long) (1000 * ((Number) step.getOrDefault("within", 5L)).doubleValue()));
    int count = ((Number) step.getOrDefault("count", 1L)).intValue();
    var taken = watch.take(wanted(step, count), patient(within));
    if (taken.size() < count) taken.addAll(watch.take(count - taken.size(), within));
    var out = seen("events", new ArrayList<>(taken.stream().map(placeholders::of).toList()));
    if (Boolean.TRUE.equals(step.get("ends"))) {
      var extra = watch.take(1, patient(within));
      out.put("ended", watch.hasEnded() && extra.isEmpty());
    }
    return out;
  }

  /// How many events are recorded, `count` at most.
  private static int wanted(Map<String, Object> step, int count) {
    return Pointer.get(step.get("want"), "/events") instanceof List<?> events
        ? Math.min(count, events.size())
        : count;
  }

  private Duration patient(Duration recorded) {
    return recorded.compareTo(patience) < 0 ? patience : recorded;
  }

  private static Map<String, Object> seen(String name, Object value) {
    var out = new LinkedHashMap<String, Object>();
    out.put(name, value);
    return out;
  }

  private byte[] body(Map<String, Object> step) {
    if (step.containsKey("body")) {
      Object value = fill(step.get("body"));
      if (step.get("pad") instanceof Map<?, ?> pad) {
        int size = ((Number) pad.get("size")).intValue();
        Object with = pad.get("with");
        Pointer.set(
            value, (String) pad.get("at"), (with == null ? "x" : (String) with).repeat(size));
      }
      return Json.spaced(value).getBytes(StandardCharsets.UTF_8);
    }
    if (step.get("text") instanceof String text)
      return filled(text).getBytes(StandardCharsets.UTF_8);
    if (step.get("base64") instanceof String base64) return Base64.getDecoder().decode(base64);
    return null;
  }

  private List<WireClient.Header> headers(Map<String, Object> step, boolean hasBody) {
    var pairs = new LinkedHashMap<String, String>();
    pairs.put("Accept", named(ACCEPTS, (String) step.getOrDefault("accept", "json")));
    if (hasBody)
      pairs.put("Content-Type", named(TYPES, (String) step.getOrDefault("type", "json")));
    pairs.put("User-Agent", "oracle/1");
    Map<?, ?> as = step.get("as") instanceof Map<?, ?> map ? map : Map.of();
    if (!as.isEmpty()) pairs.put("Impersonate-User", filled((String) as.get("user")));
    if (step.get("headers") instanceof Map<?, ?> more)
      more.forEach((k, v) -> pairs.put((String) k, v == null ? null : filled((String) v)));
    var out = new ArrayList<WireClient.Header>();
    pairs.forEach((name, value) -> {
      if (value != null) out.add(new WireClient.Header(name, value));
    });
    if (as.get("groups") instanceof List<?> groups && !step.containsKey("watch"))
      for (Object group : groups)
        out.add(new WireClient.Header("Impersonate-Group", filled((String) group)));
    return out;
  }

  private static String named(Map<String, String> names, String key) {
    return names.getOrDefault(key, key);
  }

  private Map<String, Object> watch(
      Map<String, Object> step, String path, List<WireClient.Header> headers, String auth)
      throws IOException {
    var stream = client.stream(path, headers, auth);
    if (stream.status() != 200) {
      var refusal =
          new WireClient.Answer(stream.status(), stream.headers(), stream.body().readAllBytes());
      stream.close();
      return answer(refusal, refusal.body());
    }
    watches.put((String) step.get("watch"), new WatchedEvents(stream));
    var out = seen("status", 200L);
    out.put("headers", kept(stream.headers()));
    return out;
  }

  private WireClient.Answer poll(
      Map<String, Object> step,
      String method,
      String path,
      List<WireClient.Header> headers,
      byte[] body,
      String auth)
      throws IOException, InterruptedException {
    double within = ((Number) step.getOrDefault("within", 15L)).doubleValue();
    long end = System.nanoTime() + patient(Duration.ofMillis((long) (1000 * within))).toNanos();
    while (true) {
      var answer = client.request(method, path, headers, body, auth);
      boolean over = System.nanoTime() > end;
      boolean starting =
          answer.status() == 429
              && new String(answer.body(), StandardCharsets.UTF_8).contains("(re)initializing");
      if (over || !starting && isWanted(step, answer)) return answer;
      TimeUnit.NANOSECONDS.sleep(
          POLL.toNanos()); // a server across a socket can only be asked again
    }
  }

  private boolean isWanted(Map<String, Object> step, WireClient.Answer answer) {
    if (!step.containsKey("until")) return true;
    var rule = Json.object(fill(step.get("until")));
    if (rule.containsKey("status")) return rule.get("status").equals((long) answer.status());
    Object found = Pointer.get(Json.tryParse(answer.body()).orElse(null), (String) rule.get("at"));
    return String.valueOf(found).equals(String.valueOf(rule.get("equals")));
  }

  private Map<String, Object> finished(Map<String, Object> step, WireClient.Answer answer) {
    Object whole = Json.tryParse(answer.body()).orElse(null);
    saves(step, answer, whole);
    byte[] data = withoutGeneratedName(step, answer.body(), whole);
    var seen = answer(answer, data);
    if (step.containsKey("raw") && seen.containsKey("body")) {
      seen.remove("body");
      seen.put("text", placeholders.text(new String(data, StandardCharsets.UTF_8)));
    }
    var out = trimmed(step, seen);
    if (step.get("keep") instanceof String name)
      kept.put(name, new Kept(step.get("body"), Json.copy(out.get("body"))));
    if (step.get("base") instanceof String base && answer.status() < 300 && out.containsKey("body"))
      out.put("changes", Pointer.changes(kept.get(base).answer(), out.remove("body")));
    return out;
  }

  private void saves(Map<String, Object> step, WireClient.Answer answer, Object whole) {
    if (step.get("save") instanceof Map<?, ?> save)
      save.forEach((name, at) -> {
        Object value = Pointer.get(whole, (String) at);
        if (value != null) variables.put((String) name, value);
      });
    if (step.get("saveHeaders") instanceof Map<?, ?> save)
      save.forEach((name, header) -> {
        String value = answer.header((String) header);
        if (!value.isEmpty()) variables.put((String) name, value);
      });
  }

  private byte[] withoutGeneratedName(Map<String, Object> step, byte[] data, Object whole) {
    Object asked = fill(Pointer.get(step.get("body"), "/metadata/generateName"));
    Object named =
        Objects.requireNonNullElseGet(
            Pointer.get(whole, "/metadata/name"),
            () -> Optional.ofNullable(Pointer.get(whole, "/details/name")).orElse(""));
    if (!(asked instanceof String prefix) || prefix.isEmpty()) return data;
    if (!(named instanceof String name) || !name.startsWith(prefix)) return data;
    if (name.length() != prefix.length() + 5) return data;
    return new String(data, StandardCharsets.ISO_8859_1)
        .replace(name, prefix + "<generated>")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private Map<String, Object> kept(List<WireClient.Header> headers) {
    var found = new TreeMap<String, List<String>>();
    for (var header : headers) {
      String name = header.name().toLowerCase(java.util.Locale.ROOT);
      if (KEPT_HEADERS.contains(name))
        found.computeIfAbsent(name, _ -> new ArrayList<>()).add(placeholders.text(header.value()));
    }
    var out = new LinkedHashMap<String, Object>();
    found.forEach((name, values) ->
        out.put(name, values.size() == 1 ? values.getFirst() : values.stream().sorted().toList()));
    return out;
  }

  private Map<String, Object> answer(WireClient.Answer answer, byte[] data) {
    var seen = seen("status", (long) answer.status());
    seen.put("headers", kept(answer.headers()));
    String type = answer.header("content-type");
    if (type.contains("json") && data.length > 0) {
      var parsed = Json.tryParse(data);
      if (parsed.isPresent()) {
        seen.put("body", placeholders.of(parsed.get()));
        return seen;
      }
    }
    if (type.contains("yaml")) {
      var parsed = yaml(data);
      if (parsed.isPresent()) {
        seen.put("yaml", placeholders.of(parsed.get()));
        return seen;
      }
    }
    if (type.contains("protobuf") || type.contains("cbor"))
      seen.put("magic", HexFormat.of().formatHex(data, 0, Math.min(4, data.length)));
    else seen.put("text", placeholders.text(new String(data, StandardCharsets.UTF_8)));
    return seen;
  }

  private static Optional<Object> yaml(byte[] data) {
    try {
      Object loaded =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(new String(data, StandardCharsets.UTF_8));
      return Optional.of(Json.parse(Json.print(loaded)));
    } catch (YAMLException | IOException _) {
      return Optional.empty();
    }
  }

  private Map<String, Object> trimmed(Map<String, Object> step, Map<String, Object> seen) {
    if (step.get("ignore") instanceof List<?> ignored)
      ignored.forEach(at -> ignore((String) at, seen));
    boolean narrow = step.containsKey("only") || step.containsKey("keys");
    if (narrow && seen.get("text") instanceof String text && text.startsWith("{"))
      Json.tryParse(text.getBytes(StandardCharsets.UTF_8))
          .ifPresent(body -> {
            seen.remove("text");
            seen.put("body", body);
          });
    if (!seen.containsKey("body")) return seen;
    if (step.containsKey("without"))
      seen.put("body", Pointer.without(seen.get("body"), Json.list(step.get("without"))));
    if (narrow) seen.put("body", narrowed(step, seen.get("body")));
    return seen;
  }

  private static void ignore(String at, Map<String, Object> seen) {
    if (at.startsWith("/")) {
      if (Pointer.get(seen.get("body"), Pointer.parent(at)) instanceof Map<?, ?>)
        Pointer.remove(seen.get("body"), at);
    } else if (at.equals("body")) {
      List.of("body", "text", "yaml").forEach(seen::remove);
    } else if (seen.get("headers") instanceof Map<?, ?> headers) {
      headers.remove(at);
    }
  }

  private static Map<String, Object> narrowed(Map<String, Object> step, Object whole) {
    var out = new LinkedHashMap<String, Object>();
    if (step.get("only") instanceof List<?> only)
      for (Object at : only) out.put((String) at, Pointer.get(whole, (String) at));
    if (step.get("keys") instanceof List<?> keys)
      for (Object at : keys)
        out.put(
            at + "/*",
            Pointer.get(whole, (String) at) instanceof Map<?, ?> map
                ? new ArrayList<>(map.keySet().stream().map(Object::toString).sorted().toList())
                : List.of());
    return out;
  }
}
