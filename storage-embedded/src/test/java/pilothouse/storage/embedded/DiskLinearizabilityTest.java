package pilothouse.storage.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.storage.Store;
import pilothouse.storage.history.LinearizabilityContract;

final class DiskLinearizabilityTest extends LinearizabilityContract {
  @TempDir private Path parent;
  private int number;

  @Override
  protected Store open() {
    return EmbeddedStore.open(parent.resolve("store" + number));
  }

  @Override
  protected void clear() {
    number++;
  }
}
