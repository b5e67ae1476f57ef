package pilothouse.types;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the artifacts do not say. One file a group-version, one line a field: type, field (empty for the type itself), facts, all apart by tabs.
///
/// A fact is a word or `word=value`: `presence=` (`always`, `unlessZero`, `whenGiven`, `unlessEmpty`, `orNull`), `list=` (`set`, `atomic`, `map:keys`),
/// `atomic`, `granular`, `patch=` (strategies, then `:mergeKey`), `default=` (JSON), `inline=` (the type whose fields stand here), `go=` and `goType=`
/// (the name that messages print for an item and for the whole), `typeMeta` (has kind and apiVersion), `required` (published as such, for types that no model has), `absent` (not in this version), `union=` (`discriminator:fields`), `enum=` (the type that `values=` lists the values of), and for types that no artifact has `type=` and
/// `number=`. `proto=` is the name in protobuf where it is not the one in JSON.
final class Facts {
  private final Map<String, Map<String, Map<String, String>>> byType = new LinkedHashMap<>();

  static Facts read(Path folder) throws IOException {
    var facts = new Facts();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) facts.add(file);
    }
    return facts;
  }

  private void add(Path file) throws IOException {
    String package_ = file.getFileName().toString().replace(".tsv", "");
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#") || line.isBlank()) continue;
      List<String> parts = List.of(line.split("\t", -1));
      var words = new LinkedHashMap<String, String>();
      for (String fact : parts.subList(2, parts.size())) {
        int equals = fact.indexOf('=');
        if (equals < 0) words.put(fact, "");
        else words.put(fact.substring(0, equals), fact.substring(equals + 1));
      }
      byType
          .computeIfAbsent(package_ + "." + parts.get(0), _ -> new LinkedHashMap<>())
          .put(parts.get(1), words);
    }
  }

  boolean has(String type, String field, String fact) {
    return of(type, field).containsKey(fact);
  }

  Optional<String> get(String type, String field, String fact) {
    return Optional.ofNullable(of(type, field).get(fact));
  }

  /// The values of an enum, apart by commas.
  String values(String type) {
    return get(type, "", "values").orElseThrow();
  }

  private Map<String, String> of(String type, String field) {
    return byType.getOrDefault(type, Map.of()).getOrDefault(field, Map.of());
  }

  /// The JSON name of a field: the protobuf name unless a fact says otherwise.
  String json(String type, String protobufName) {
    return byType.getOrDefault(type, Map.of()).entrySet().stream()
        .filter(field -> protobufName.equals(field.getValue().get("proto")))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(protobufName);
  }

  /// The types of one group-version that are mentioned, in order.
  List<String> types(String package_) {
    return byType.keySet().stream().filter(name -> name.startsWith(package_ + ".")).toList();
  }

  List<String> fields(String type) {
    return byType.getOrDefault(type, Map.of()).keySet().stream().filter(f -> !f.isEmpty()).toList();
  }
}
