package pilothouse.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.api.Bytes;
import pilothouse.storage.Expectation;
import pilothouse.storage.Range;
import pilothouse.storage.embedded.EmbeddedStore;

/// The words of an operator.
final class StoreToolTest {
  @TempDir private Path folder;

  private String data(String name) {
    return folder.resolve(name).toString();
  }

  private void put(String name, String key) {
    try (var store = EmbeddedStore.open(folder.resolve(name).resolve("store"))) {
      store.put(key, Bytes.utf8("1"), Expectation.ANY);
    }
  }

  private List<String> keys(String name) {
    try (var store = EmbeddedStore.open(folder.resolve(name).resolve("store"))) {
      return store.range(Range.of("")).items().stream().map(item -> item.key()).toList();
    }
  }

  @Test
  void aBackupIsTakenAndRestored() throws Exception {
    put("one", "/registry/a");
    assertThat(StoreTool.run(List.of("backup", data("file"), "--data-dir", data("one")))).isZero();
    put("one", "/registry/b");
    assertThat(StoreTool.run(List.of("restore", data("file"), "--data-dir=" + data("one"))))
        .isZero();
    assertThat(keys("one")).containsExactly("/registry/a");
    assertThat(StoreTool.run(List.of("backup", data("file"), "--data-dir", data("one"))))
        .isEqualTo(1);
    assertThat(Files.exists(folder.resolve("file"))).isTrue();
  }

  @Test
  void aStoreMovesIntoAnotherThatIsEmpty() throws Exception {
    put("one", "/registry/a");
    var words =
        List.of("migrate", "--from=embedded:" + data("one"), "--to=embedded:" + data("two"));
    assertThat(StoreTool.run(words)).isZero();
    assertThat(keys("two")).containsExactly("/registry/a");
    put("two", "/registry/b");
    assertThat(StoreTool.run(words)).isEqualTo(1);
    assertThat(keys("two")).containsExactly("/registry/a", "/registry/b");
    assertThat(StoreTool.run(List.of(words.get(0), words.get(1), words.get(2), "--replace")))
        .isZero();
    assertThat(keys("two")).containsExactly("/registry/a");
  }

  @Test
  void whatIsNoStoreIsNotMadeOne() throws Exception {
    var words =
        List.of("migrate", "--from=embedded:" + data("none"), "--to=embedded:" + data("two"));
    assertThat(StoreTool.run(words)).isEqualTo(1);
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void whatMakesNoSenseIsRefusedWithTheReason() {
    refused("there is no command dump", "dump");
    refused("name one FILE", "backup");
    refused("there is no flag --fast", "backup", "file", "--fast=yes");
    refused("--to is missing", "migrate", "--from=embedded:x");
    refused("--from needs a value", "migrate", "--from");
    refused("no store is called x", "migrate", "--from=x", "--to=embedded:y");
  }

  private static void refused(String why, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreCommand.of(List.of(words)))
        .withMessageContaining(why);
  }
}
