package pilothouse.builtins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.GroupVersion;
import pilothouse.api.GroupVersionKind;
import pilothouse.registry.ResourceNames;
import pilothouse.registry.SelectableField;
import pilothouse.registry.StorageSpec;
import pilothouse.registry.Verb;

/// Reads `resources.txt`; the file's head explains its lines.
final class ResourceFile {
  private final List<ApiGroup> groups = new ArrayList<>();
  private final List<ResourceEntry> entries = new ArrayList<>();
  private GroupVersion version = new GroupVersion("", "");

  private ResourceFile() {}

  static ResourceFile read() {
    var file = new ResourceFile();
    text().lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(file::line);
    return file;
  }

  List<ApiGroup> groups() {
    return List.copyOf(groups);
  }

  List<ResourceEntry> entries() {
    return List.copyOf(entries);
  }

  private static String text() {
    try (var in = ResourceFile.class.getResourceAsStream("resources.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    List<String> words = Arrays.asList(line.split("\\s+"));
    switch (line.charAt(0)) {
      case '#' -> {}
      case '/' -> change(withPart(entries.removeLast(), words));
      case '?' -> change(withField(entries.removeLast(), words));
      case '!' -> change(withDeprecation(entries.removeLast(), line.substring(1)));
      default -> heading(words);
    }
  }

  private void change(ResourceEntry entry) {
    entries.add(entry);
  }

  private void heading(List<String> words) {
    switch (words.getFirst()) {
      case "group" -> group(words);
      case "version" -> version(words);
      default -> entries.add(entry(words));
    }
  }

  private void group(List<String> words) {
    String name = words.get(1).equals("core") ? "" : words.get(1);
    groups.add(new ApiGroup(name, Integer.parseInt(words.get(2)), List.of()));
  }

  private void version(List<String> words) {
    ApiGroup group = groups.removeLast();
    version = new GroupVersion(group.name(), words.get(1));
    var versions = new ArrayList<>(group.versions());
    versions.add(new ApiGroup.Version(words.get(1), Integer.parseInt(words.get(2))));
    groups.add(new ApiGroup(group.name(), group.priority(), versions));
  }

  private ResourceEntry entry(List<String> words) {
    var names =
        new ResourceNames(words.get(0), words.get(1), list(words.get(4)), list(words.get(5)));
    String kind = words.get(2);
    Optional<StorageSpec> storage =
        words.get(7).equals("-")
            ? Optional.empty()
            : Optional.of(
                new StorageSpec(words.get(7), GroupVersion.parse(words.get(8)).kind(kind)));
    boolean namespaced = words.get(3).equals("namespaced");
    return new ResourceEntry(
        version, names, kind, namespaced, verbs(words.get(6)), storage, List.of(), List.of(), "");
  }

  private ResourceEntry withPart(ResourceEntry entry, List<String> words) {
    var parts = new ArrayList<>(entry.parts());
    String name = words.get(0).substring(1);
    parts.add(new ResourceEntry.Part(name, kind(words.get(1)), verbs(words.get(2)), words.get(3)));
    return copy(entry, parts, entry.fields(), entry.deprecation());
  }

  private static ResourceEntry withField(ResourceEntry entry, List<String> words) {
    var fields = new ArrayList<>(entry.fields());
    String label = words.getFirst().substring(1);
    String path = option(words, "path=").orElse(label);
    String absent = option(words, "default=").orElse("");
    fields.add(new SelectableField(label, List.of(path.split("\\.")), absent));
    return copy(entry, entry.parts(), fields, entry.deprecation());
  }

  private static ResourceEntry withDeprecation(ResourceEntry entry, String warning) {
    return copy(entry, entry.parts(), entry.fields(), warning);
  }

  private static ResourceEntry copy(
      ResourceEntry e,
      List<ResourceEntry.Part> parts,
      List<SelectableField> fields,
      String deprecation) {
    return new ResourceEntry(
        e.version(),
        e.names(),
        e.kind(),
        e.namespaced(),
        e.verbs(),
        e.storage(),
        parts,
        fields,
        deprecation);
  }

  private static Optional<String> option(List<String> words, String prefix) {
    return words.stream()
        .filter(w -> w.startsWith(prefix))
        .map(w -> w.substring(prefix.length()))
        .findFirst();
  }

  /// `Pod` is of the version at hand; `policy/v1/Eviction` and `v1/Binding` name theirs.
  private GroupVersionKind kind(String text) {
    int slash = text.lastIndexOf('/');
    GroupVersion of = slash < 0 ? version : GroupVersion.parse(text.substring(0, slash));
    return of.kind(text.substring(slash + 1));
  }

  private static List<String> list(String text) {
    return text.equals("-") ? List.of() : List.of(text.split(","));
  }

  private static Set<Verb> verbs(String text) {
    if (text.equals("all")) return EnumSet.allOf(Verb.class);
    var verbs = EnumSet.noneOf(Verb.class);
    for (String verb : text.split(",")) verbs.add(Verb.valueOf(verb.toUpperCase(Locale.ROOT)));
    return verbs;
  }
}
