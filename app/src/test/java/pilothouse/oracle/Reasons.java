package pilothouse.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Why we answer a step otherwise, in words: a small table of rules beside the recordings, of which the first that fits is the reason.
///
/// A rule fits by a pattern of the scenario's name and a pattern that is found in one of the differences; columns are tab separated.
final class Reasons {
  static final Path FILE = Path.of("src/test/resources/oracle/reasons.tsv");
  static final String UNKNOWN = "not looked into";

  private record Rule(Pattern scenario, Pattern difference, String reason) {
    boolean fits(String name, List<String> differences) {
      return scenario.matcher(name).find()
          && differences.stream().anyMatch(text -> difference.matcher(text).find());
    }
  }

  private final List<Rule> rules;

  private Reasons(List<Rule> rules) {
    this.rules = rules;
  }

  static Reasons load() throws IOException {
    return new Reasons(Files.readAllLines(FILE).stream().skip(1).map(Reasons::rule).toList());
  }

  private static Rule rule(String line) {
    String[] cells = line.split("\t", 3);
    return new Rule(Pattern.compile(cells[0]), Pattern.compile(cells[1], Pattern.DOTALL), cells[2]);
  }

  /// The reason, and the place of the first difference.
  String of(String scenario, List<String> differences) {
    String reason =
        rules.stream()
            .filter(rule -> rule.fits(scenario, differences))
            .map(Rule::reason)
            .findFirst()
            .orElse(UNKNOWN);
    return reason + " | " + place(differences.getFirst());
  }

  /// Enough of a difference to see what kind of difference it is.
  private static String place(String first) {
    int colon = first.indexOf(": ");
    String place = first.substring(0, Math.max(0, colon));
    String what = first.substring(colon + 2).replaceAll("[\\t\\n]", " ");
    return place + ": " + what.substring(0, Math.min(what.length(), 60));
  }
}
