package pilothouse.api.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.parser.ParserException;

/// What is wrong with a YAML text, in the words of libyaml that upstream's messages carry.
final class YamlProblems {
  private YamlProblems() {}

  static String text(MarkedYAMLException broken) {
    String problem = broken.getProblem() == null ? "" : broken.getProblem();
    String line = line(broken.getProblemMark(), !(broken instanceof ParserException));
    return line + known(problem, broken.getContext() == null ? "" : broken.getContext());
  }

  /// Upstream counts lines from one in its scanner's errors and from zero in its parser's, and tells none for the first.
  private static String line(Mark mark, boolean scanner) {
    if (mark == null || mark.getLine() == 0) return "";
    return "line " + (mark.getLine() + (scanner ? 1 : 0)) + ": ";
  }

  private static String known(String problem, String context) {
    if (problem.contains("cannot start any token"))
      return "found character that cannot start any token";
    if (problem.startsWith("mapping values are not allowed"))
      return "mapping values are not allowed in this context";
    if (problem.contains("node content") || problem.contains("expected the node content"))
      return "did not find expected node content";
    if (problem.startsWith("expected <block end>"))
      return context.contains("collection")
          ? "did not find expected '-' indicator"
          : "did not find expected key";
    if (problem.startsWith("expected ',' or '"))
      return "did not find " + problem.replaceAll(", but got.*", "");
    return problem;
  }
}
