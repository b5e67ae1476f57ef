package pilothouse.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The recorded exchanges that we do not answer alike yet: `scenario`, `step`, `reason`, tab separated. The list may only shrink.
///
/// A reason says why in words, from `reasons.tsv`, then where. One that begins with `varies: ` marks a step that differs in some runs only, for upstream's answer has no fixed order or hangs on time.
final class KnownDifferences {
  static final Path FILE = Path.of("src/test/resources/oracle/known-differences.tsv");
  private static final String HEADING = "scenario\tstep\treason";

  private final Map<String, Map<Integer, String>> reasons = new TreeMap<>();

  static KnownDifferences load() {
    var known = new KnownDifferences();
    try {
      if (!Files.exists(FILE)) return known;
      Files.readAllLines(FILE).stream().skip(1).forEach(known::row);
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void row(String row) {
    String[] cells = row.split("\t", 3);
    add(cells[0], Integer.parseInt(cells[1]), cells[2]);
  }

  void add(String scenario, int step, String reason) {
    reasons.computeIfAbsent(scenario, _ -> new TreeMap<>()).put(step, reason);
  }

  Map<Integer, String> of(String scenario) {
    return reasons.getOrDefault(scenario, Map.of());
  }

  boolean varies(String scenario, int step) {
    return of(scenario).getOrDefault(step, "").startsWith("varies: ");
  }

  int size() {
    return reasons.values().stream().mapToInt(Map::size).sum();
  }

  void save() throws IOException {
    var out = new StringBuilder(HEADING).append('\n');
    reasons.forEach((scenario, steps) ->
        steps.forEach((step, reason) ->
            out.append(scenario)
                .append('\t')
                .append(step)
                .append('\t')
                .append(reason)
                .append('\n')));
    Files.writeString(FILE, out);
  }
}
