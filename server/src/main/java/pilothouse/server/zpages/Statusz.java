package pilothouse.server.zpages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;

/// `/statusz`: since when this process runs, of which version it is, and where else to look.
public final class Statusz {
  /// Paths of the API itself, which are no help in finding a fault.
  private static final Set<String> API =
      Set.of("/apis", "/api", "/openid", "/openapi", "/.well-known");

  private static final DateTimeFormatter UNIX_DATE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Instant started;
  private final Clock clock;
  private final String version;
  private final Supplier<List<String>> paths;
  private final ProcessPage page;

  /// @param version such as `1.36.3`
  /// @param paths all there are
  public Statusz(Instant started, Clock clock, String version, Supplier<List<String>> paths) {
    this.started = started.truncatedTo(ChronoUnit.SECONDS);
    this.clock = clock;
    this.version = version;
    this.paths = paths;
    this.page = new ProcessPage("/statusz", "Statusz", new Now());
  }

  public Optional<Handler> find(Call call) {
    return page.find(call);
  }

  private long uptime() {
    return Math.max(0, Duration.between(started, clock.instant()).toSeconds());
  }

  /// `1.36` of `1.36.3`.
  private String emulated() {
    return version.substring(0, version.lastIndexOf('.'));
  }

  /// The first segments of the paths, each once.
  private List<String> folders() {
    var folders = new TreeSet<String>();
    for (String path : paths.get()) {
      String[] parts = path.split("/");
      if (parts.length > 1 && !parts[1].isEmpty()) folders.add("/" + parts[1]);
    }
    folders.removeAll(API);
    return List.copyOf(folders);
  }

  private final class Now implements ProcessPage.Content {
    @Override
    public String text() {
      long seconds = uptime();
      return ProcessPage.heading("statusz")
          + "\nStarted: "
          + UNIX_DATE.format(started)
          + String.format(
              Locale.ROOT,
              "%nUp: %d hr %02d min %02d sec",
              seconds / 3600,
              seconds / 60 % 60,
              seconds % 60)
          + "\nGo version: java"
          + Runtime.version().feature()
          + "\nBinary version: "
          + version
          + "\nEmulation version: "
          + emulated()
          + "\nPaths: "
          + String.join(" ", folders())
          + "\n";
    }

    @Override
    public ObjectNode fields() {
      return ObjectNode.builder()
          .put("startTime", started.toString())
          .put("uptimeSeconds", uptime())
          .put("goVersion", "java" + Runtime.version().feature())
          .put("binaryVersion", version)
          .put("emulationVersion", emulated())
          .put("paths", ListNode.ofTexts(folders()))
          .build();
    }
  }
}
