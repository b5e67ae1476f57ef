package pilothouse.storage.etcd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One etcd for all tests of a class, in a folder that goes with it.
final class SharedEtcd implements BeforeAllCallback, AfterAllCallback {
  private @Nullable Path folder;
  private @Nullable EtcdProcess process;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("etcd");
    process = EtcdProcess.start(folder.resolve("etcd"));
  }

  EtcdProcess process() {
    return Objects.requireNonNull(process);
  }

  /// A store on it, emptied before.
  EtcdStore openEmpty() {
    process().clear();
    return process().open();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (process != null) process.close();
    if (folder == null) return;
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
