package pilothouse.app.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ObjectNode;

/// Where rows go: a table for people, and JSON lines for the next run to be compared with.
final class Report implements AutoCloseable {
  private final Optional<Path> lines;
  private final PrintStream table = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private boolean begun;

  Report(Settings settings) {
    lines = settings.out();
  }

  void add(Row row) {
    if (!begun) head();
    begun = true;
    table.printf(
        Locale.ROOT,
        "%-34s %9d %10.0f %9.2f %9.2f %11s %8s%s%n",
        row.name(),
        row.operations(),
        row.perSecond(),
        row.milliseconds(0.5),
        row.milliseconds(0.99),
        row.cpuMicros().map(us -> String.format(Locale.ROOT, "%.1f", us)).orElse("-"),
        row.residentMiB().map(Object::toString).orElse("-"),
        row.failed() == 0 ? "" : "  " + row.failed() + " failed");
    lines.ifPresent(file -> append(file, json(row)));
  }

  private void head() {
    table.printf(
        "%-34s %9s %10s %9s %9s %11s %8s%n",
        "row", "ops", "per s", "p50 ms", "p99 ms", "CPU us/op", "RSS MiB");
  }

  private static String json(Row row) {
    var json =
        ObjectNode.builder()
            .put("row", row.name())
            .put("operations", row.operations())
            .put("failed", row.failed())
            .put("seconds", new DoubleNode(row.wall().toNanos() / 1e9))
            .put("perSecond", new DoubleNode(row.perSecond()))
            .put("p50Milliseconds", new DoubleNode(row.milliseconds(0.5)))
            .put("p99Milliseconds", new DoubleNode(row.milliseconds(0.99)));
    row.cpuMicros().ifPresent(us -> json.put("cpuMicrosPerOperation", new DoubleNode(us)));
    row.residentMiB().ifPresent(mib -> json.put("residentMiB", mib));
    return json.build() + "\n";
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    table.flush();
  }
}
