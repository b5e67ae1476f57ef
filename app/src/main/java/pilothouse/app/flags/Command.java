package pilothouse.app.flags;

import java.util.ArrayList;
import java.util.List;

/// What a command line asks the program to do.
public sealed interface Command {
  /// Serve; `warnings` are to be logged, one a line.
  record Serve(Options options, List<String> warnings) implements Command {}

  /// Print `text` and end well.
  record Print(String text) implements Command {}

  /// End with exit code 1; `errors` holds everything that is wrong.
  record Refuse(List<String> errors) implements Command {}

  /// The Kubernetes release whose API is served.
  String KUBERNETES = "v1.36.3";

  static Command of(List<String> arguments) {
    var errors = new ArrayList<String>();
    var table = FlagTable.load();
    var flags = Flags.parse(table, arguments, errors);
    if (flags.bool("help")) return new Print(HelpText.of(table));
    if (flags.isSet("version") && !flags.text("version").equals("false"))
      return new Print(version(flags.text("version")));
    if (!errors.isEmpty()) return new Refuse(errors);
    var options = Options.from(flags, errors);
    if (!errors.isEmpty()) return new Refuse(errors);
    return new Serve(options, flags.withoutEffect().stream().map(Command::warning).toList());
  }

  private static String warning(String name) {
    return "--" + name + " is accepted but not yet effective";
  }

  private static String version(String how) {
    if (!how.equals("raw")) return "Kubernetes " + KUBERNETES + "\n";
    return "Kubernetes "
        + KUBERNETES
        + ", Pilothouse on Java "
        + Runtime.version()
        + " "
        + System.getProperty("os.name")
        + "/"
        + System.getProperty("os.arch")
        + "\n";
  }
}
