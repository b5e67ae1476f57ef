package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// `docs/crd-behaviours.md` names tests that there are.
final class BehavioursPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern CLASS = Pattern.compile("\\[([A-Z])] (?:is )?`(\\w+Test)`");
  private static final Pattern CITED =
      Pattern.compile("\\[([A-Z])] ((?:[a-z]\\w*[A-Z]\\w*(?:, )?)+)");
  private static final Pattern RECORDED = Pattern.compile("`(cr-[a-z-]+|crd-[a-z-]+)`");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/crd-behaviours.md"));
  }

  private static String source(String name) throws IOException {
    for (String module : List.of("app", "apiextensions"))
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        var found = files.filter(f -> f.endsWith(name + ".java")).findFirst();
        if (found.isPresent()) return Files.readString(found.get());
      }
    throw new AssertionError("there is no " + name);
  }

  @Test
  void everyTestThatItNamesIsThere() throws IOException {
    var missing = new ArrayList<String>();
    var sources = new java.util.HashMap<String, String>();
    var classes = CLASS.matcher(page());
    while (classes.find()) sources.put(classes.group(1), source(classes.group(2)));
    var cited = CITED.matcher(page());
    int tests = 0;
    while (cited.find())
      for (String test : cited.group(2).split(", ")) {
        tests++;
        if (!sources.getOrDefault(cited.group(1), "").contains(" void " + test + "("))
          missing.add("[" + cited.group(1) + "] " + test);
      }
    assertThat(missing).isEmpty();
    assertThat(tests).isGreaterThan(80);
  }

  @Test
  void everyRecordingThatItNamesIsThere() throws IOException {
    Set<String> recorded = recorded();
    assertThat(RECORDED.matcher(page()).results().map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(recorded).contains(name));
  }

  private static Set<String> recorded() throws IOException {
    var out = new HashSet<String>();
    Pattern name = Pattern.compile("^\\{\"scenario\": ?\"([^\"]+)\"");
    try (Stream<Path> files = Files.list(ROOT.resolve("app/src/test/resources/oracle/crds"))) {
      for (Path file : files.toList())
        try (var lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          lines.lines().map(name::matcher).filter(m -> m.find()).forEach(m -> out.add(m.group(1)));
        }
    }
    return out;
  }
}
