package pilothouse.app.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import pilothouse.api.tree.DoubleNode;
import pilothouse.api.tree.ObjectNode;

/// Where figures go: a table for people, and JSON lines.
final class Figures {
  private static final String LINE = "%-52s %10s %-8s %8s %8s%s%n";

  private final Optional<Path> lines;
  private final PrintStream table = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private boolean begun;

  Figures(Settings settings) {
    lines = settings.out();
  }

  void add(Figure figure) throws IOException {
    if (!begun) table.printf(LINE, "figure", "measured", "", "aim", "must", "");
    begun = true;
    table.printf(
        LINE,
        figure.name(),
        shown(OptionalDouble.of(figure.value())),
        figure.unit(),
        shown(figure.aim()),
        shown(figure.must()),
        figure.misses() ? "  misses" : "");
    if (lines.isPresent())
      Files.writeString(
          lines.get(), json(figure), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String shown(OptionalDouble number) {
    if (number.isEmpty()) return "";
    double value = number.getAsDouble();
    return String.format(
        Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%.0f", value);
  }

  private static String json(Figure figure) {
    var json =
        ObjectNode.builder()
            .put("figure", figure.name())
            .put("value", new DoubleNode(figure.value()))
            .put("unit", figure.unit());
    figure.aim().ifPresent(aim -> json.put("aim", new DoubleNode(aim)));
    figure.must().ifPresent(must -> json.put("must", new DoubleNode(must)));
    return json.build() + "\n";
  }
}
