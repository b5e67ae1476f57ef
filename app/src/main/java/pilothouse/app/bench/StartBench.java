package pilothouse.app.bench;

import java.io.IOException;
import java.time.Duration;

/// How long from the launcher's call until a server is ready: the first time, when certificates and the cluster's own objects are made, and with
/// what is there.
final class StartBench {
  private static final int TIMES = 7;

  private final Settings settings;
  private final Report report;

  StartBench(Settings settings, Report report) {
    this.settings = settings;
    this.report = report;
  }

  void run() throws IOException {
    if (!settings.wants("start")) return;
    try (var first = OwnServer.start()) {
      report.add(row("start on a new folder", first, first.startTime().toNanos()));
      first.stop();
      int times = settings.some(TIMES);
      long[] took = new long[times];
      for (int i = 0; i < times; i++) {
        var again = first.again();
        took[i] = again.startTime().toNanos();
        if (i == times - 1) report.add(row("start with data", again, took));
        again.stop();
      }
    }
  }

  /// @param took from the launcher's call, in nanoseconds; the processor time is that of the last server
  static Row row(String name, OwnServer server, long... took) {
    long sum = 0;
    for (long each : took) sum += each;
    return new Row(
        name,
        0,
        Duration.ofNanos(sum),
        took,
        server.process().cpu().map(cpu -> cpu.multipliedBy(took.length)),
        server.process().residentMiB());
  }
}
