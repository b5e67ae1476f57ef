package pilothouse.cel.compile;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The compiler's findings in the words of cel-go, which differ here and there from those of its Java sister.
final class Findings {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(mismatched input|token recognition error|extraneous input|no viable alternative|missing ).*",
          Pattern.DOTALL);
  private static final Pattern CANDIDATES =
      Pattern.compile(" \\(candidates: .*\\)$", Pattern.DOTALL);
  private static final Pattern NUMBER =
      Pattern.compile("For input string: \"(.*)\".*", Pattern.DOTALL);
  private static final Pattern AT_END = Pattern.compile("expecting \\{<EOF>, .*}$", Pattern.DOTALL);
  private static final String BAD_HAS = "invalid argument to has() macro";

  private Findings() {}

  static String text(List<CelIssue> issues, CelSource source) {
    return issues.stream()
        .sorted(Comparator.comparing(CelIssue::getSourceLocation))
        .map(issue -> inOurWords(issue).toDisplayString(source))
        .collect(Collectors.joining("\n"));
  }

  private static CelIssue inOurWords(CelIssue issue) {
    String message = words(issue.getMessage());
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn();
    // Upstream points at the argument, not at the parenthesis before it.
    return CelIssue.formatError(line, message.equals(BAD_HAS) ? column + 1 : column, message);
  }

  private static String words(String message) {
    if (message.startsWith("unsupported syntax '"))
      return message.replace("unsupported syntax '", "unsupported syntax: '");
    Matcher number = NUMBER.matcher(message);
    if (number.matches()) return "invalid " + numberType(number.group(1)) + " literal";
    // The parser doubles the percent sign among the tokens it expects.
    if (SYNTAX.matcher(message).matches())
      return "Syntax error: "
          + AT_END.matcher(message.replace("'%%'", "'%'")).replaceFirst("expecting <EOF>");
    return CANDIDATES.matcher(message).replaceFirst("").replace("*error*", "!error!");
  }

  private static String numberType(String literal) {
    if (literal.endsWith("u") || literal.endsWith("U")) return "uint";
    return literal.indexOf('.') >= 0 || literal.indexOf('e') >= 0 ? "double" : "int";
  }
}
