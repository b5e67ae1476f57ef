package pilothouse.app.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `--help` prints: the flags under their sections, as kube-apiserver names them.
final class HelpText {
  private static final int WIDTH = 110;
  private static final String INDENT = " ".repeat(16);

  private HelpText() {}

  static String of(FlagTable table) {
    var out =
        new StringBuilder(
            """
            Pilothouse, a Kubernetes API server.

            Usage:
              pilothouse serve [flags]
              kube-apiserver [flags]
            """);
    String section = "";
    for (Flag flag : table.all()) {
      if (flag.isHidden()) continue;
      if (!flag.section().equals(section)) {
        section = flag.section();
        out.append('\n').append(heading(section)).append('\n');
      }
      describe(flag, out);
    }
    return out.toString();
  }

  private static String heading(String section) {
    String upper = section.substring(0, 1).toUpperCase(Locale.ROOT) + section.substring(1);
    return upper + " flags:\n";
  }

  private static void describe(Flag flag, StringBuilder out) {
    String shorthand = flag.shorthand().isEmpty() ? "    " : "-" + flag.shorthand() + ", ";
    String type = flag.type() == FlagType.BOOL ? "" : " " + flag.type().shown;
    String name = flag.type() == FlagType.VERSION ? flag.type().shown : flag.name() + type;
    out.append("  ").append(shorthand).append("--").append(name).append('\n');
    String fallback = flag.fallback().isEmpty() ? "" : " (default " + flag.fallback() + ")";
    String later = flag.effective() ? "" : " (not yet effective)";
    for (String line : wrapped(flag.meaning() + fallback + later))
      out.append(INDENT).append(line).append('\n');
  }

  private static List<String> wrapped(String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + word.length() >= WIDTH - INDENT.length()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
