package pilothouse.wire.kubectl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A program that goes on while its lines are read.
final class Running implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  Running(Process process) {
    this.process = process;
    Thread.startVirtualThread(this::read);
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException end) {
      lines.add("no more: " + end.getMessage());
    }
  }

  /// The next line that holds `text`.
  String lineWith(String text) throws InterruptedException {
    while (true) {
      String line = lines.poll(5, TimeUnit.MINUTES);
      if (line == null) throw new AssertionError("no line with " + text);
      if (line.contains(text)) return line;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
