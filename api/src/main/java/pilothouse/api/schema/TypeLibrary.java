package pilothouse.api.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pilothouse.api.GroupVersionKind;

/// The built-in types, each made when it is first asked for.
///
/// It reads lines `name<TAB>flags<TAB>field<TAB>field…` whose notation [TypeNotation] knows. Names are short inside (`core.v1.Pod`) and the ones of
/// OpenAPI outside (`io.k8s.api.core.v1.Pod`).
public final class TypeLibrary {
  private final byte[] text;
  private final Map<String, Integer> lines = HashMap.newHashMap(800);
  private final Map<String, StructType> made = new ConcurrentHashMap<>();
  private final Supplier<byte[]> namesText;
  private volatile @Nullable GoTypeNames names;

  /// @param types takes over the array
  /// @param names read when a message first needs Go's name of a type
  public TypeLibrary(byte[] types, Supplier<byte[]> names) {
    this.text = types;
    this.namesText = names;
    for (int at = 0; at < types.length; at = end(at) + 1) lines.put(until(at, '\t'), at);
  }

  private int end(int at) {
    while (at < text.length && text[at] != '\n') at++;
    return at;
  }

  private String until(int from, char stop) {
    int to = from;
    while (text[to] != stop) to++;
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// The type of a kind, such as that of `apps/v1, Kind=Deployment`; kinds of `meta.k8s.io` that every group has are found in each.
  public Optional<StructType> type(GroupVersionKind kind) {
    String group = kind.group().isEmpty() ? "core" : firstPart(kind.group());
    Optional<StructType> own = find(group + "." + kind.version() + "." + kind.kind());
    return own.isPresent() ? own : find("meta.v1." + kind.kind());
  }

  private static String firstPart(String group) {
    int dot = group.indexOf('.');
    return dot < 0 ? group : group.substring(0, dot);
  }

  /// The type of an OpenAPI name.
  ///
  /// @throws IllegalArgumentException when there is none
  public StructType type(String openApiName) {
    return find(OpenApiNames.shortName(openApiName))
        .orElseThrow(() -> new IllegalArgumentException("no type " + openApiName));
  }

  /// The OpenAPI names of all types, in no order.
  public List<String> names() {
    return lines.keySet().stream().map(OpenApiNames::fullName).toList();
  }

  Optional<StructType> find(String shortName) {
    StructType known = made.get(shortName);
    if (known != null) return Optional.of(known);
    Integer at = lines.get(shortName);
    if (at == null) return Optional.empty();
    String line = new String(Arrays.copyOfRange(text, at, end(at)), StandardCharsets.UTF_8);
    StructType type = new TypeNotation(this).struct(line);
    StructType first = made.putIfAbsent(shortName, type);
    return Optional.of(first == null ? type : first);
  }

  /// A struct that is owned otherwise in one field than elsewhere.
  StructType owned(String shortName, boolean atomic) {
    String key = shortName + (atomic ? "!" : "~");
    StructType known = made.get(key);
    if (known != null) return known;
    StructType type = find(shortName).orElseThrow().withAtomic(atomic);
    StructType first = made.putIfAbsent(key, type);
    return first == null ? type : first;
  }

  /// What Go calls the types of fields, for messages.
  public GoTypeNames goNames() {
    GoTypeNames known = names;
    if (known != null) return known;
    known = GoTypeNames.read(namesText.get());
    names = known;
    return known;
  }
}
