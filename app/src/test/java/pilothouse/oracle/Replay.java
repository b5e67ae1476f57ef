package pilothouse.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Replays recordings against any server and prints the share of each file.
///
///     Replay KUBECONFIG [--only SCENARIO-PATTERN] [--brief] [--write-known]
///
/// `*` in the pattern stands for anything. Without `--brief` every difference is printed. `--write-known` writes the list of known
/// differences from what was found, each with its reason from `reasons.tsv`.
final class Replay {
  private Replay() {}

  public static void main(String[] arguments) throws Exception {
    var words = List.of(arguments);
    var only = words.contains("--only") ? words.get(words.indexOf("--only") + 1) : "*";
    var pattern = Pattern.compile("\\Q" + only.replace("*", "\\E.*\\Q") + "\\E");
    var known = new KnownDifferences();
    var reasons = Reasons.load();
    int total = 0;
    int different = 0;
    var replayed = ReplayRun.of(Path.of(words.getFirst()), pattern.asMatchPredicate());
    for (var file : replayed.entrySet()) {
      int steps = 0;
      int failed = 0;
      for (Replayed each : file.getValue()) {
        steps += each.scenario().steps().size();
        failed += each.differences().size();
        each.differences()
            .forEach((step, found) -> {
              String name = each.scenario().name();
              known.add(name, step, reasons.of(name, found));
            });
        if (!words.contains("--brief")) print(each);
      }
      if (steps > 0)
        IO.println(file.getKey() + ": " + (steps - failed) + " of " + steps + " exchanges equal");
      total += steps;
      different += failed;
    }
    IO.println((total - different) + " equal, " + different + " different");
    if (words.contains("--write-known")) known.save();
    System.exit(0);
  }

  private static void print(Replayed replayed) {
    replayed
        .differences()
        .forEach((step, found) -> {
          IO.println(replayed.scenario().name() + " step " + step + ": " + replayed.label(step));
          found.stream().limit(8).forEach(d -> IO.println("     " + d));
        });
  }
}
