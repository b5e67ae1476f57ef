package pilothouse.app.flags;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Every flag by name, in the order of help. The names are those of kube-apiserver 1.36, and ours.
final class FlagTable {
  private final Map<String, Flag> flags;

  private FlagTable(Map<String, Flag> flags) {
    this.flags = Collections.unmodifiableMap(flags);
  }

  static FlagTable load() {
    var flags = new LinkedHashMap<String, Flag>();
    for (String row : rows("flags.tsv")) {
      var flag = Flag.parse(row);
      flags.put(flag.name(), flag);
    }
    return new FlagTable(flags);
  }

  /// The lines of a table beside this class, less its heading.
  static List<String> rows(String resource) {
    try (InputStream in =
        Objects.requireNonNull(FlagTable.class.getResourceAsStream(resource), resource)) {
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Flag> named(String name) {
    return Optional.ofNullable(flags.get(name.replace('_', '-')));
  }

  Optional<Flag> shorthand(String letter) {
    return flags.values().stream().filter(f -> f.shorthand().equals(letter)).findFirst();
  }

  Collection<Flag> all() {
    return flags.values();
  }
}
