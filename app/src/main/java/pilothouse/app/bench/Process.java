package pilothouse.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A process that is watched from outside. The operating system counts CPU in steps of 10 ms.
record Process(long pid) {
  /// Of which nothing is known.
  static final Process UNKNOWN = new Process(-1);

  private static final int KIB_A_MIB = 1024;

  static Process of(long pid) {
    if (ProcessHandle.of(pid).isEmpty())
      throw new IllegalArgumentException("there is no process " + pid);
    return new Process(pid);
  }

  Optional<Duration> cpu() {
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().totalCpuDuration());
  }

  /// Resident memory, where the system tells it as Linux does.
  Optional<Long> residentMiB() {
    return residentKiB().map(kib -> kib / KIB_A_MIB);
  }

  Optional<Long> residentKiB() {
    return status("VmRSS:");
  }

  private Optional<Long> status(String name) {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) return Optional.empty();
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// What the heap of a JVM holds after a collection that this asks for; empty of what is no JVM of this user's.
  Optional<Long> heapKiB() throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var asked =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (var lines = asked.inputReader()) {
      return lines
          .lines()
          .filter(line -> line.startsWith("Total "))
          .map(line -> Long.parseLong(line.trim().split("\\s+")[2]) / KIB_A_MIB)
          .reduce((_, last) -> last);
    }
  }
}
